using System.Text.RegularExpressions;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests;

/// <summary>An operation on one instance ends the same wherever the manager is killed in it. Server 0 is the primary of 1 and 2; 2 is operated on while rows are written.</summary>
public sealed partial class InstanceOperationKillTests
{
    [Fact]
    public async Task On_MariaDB_it_is_done_once_and_whole()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        var replica = rig.Topology.Servers[2];
        // Leaving out events asks for more than a manager needs otherwise.
        await replica.ExecuteUnloggedAsync($"GRANT SUPER ON *.* TO '{rig.Topology.ManagerUser}'@'%'");
        await using var writer = rig.NewWriter();
        await writer.WaitForAsync(w => w.Id > 3, TestContext.Current.CancellationToken);
        await DetachAsync(rig, replica);
        await DelayAsync(rig, replica);

        await rig.OperateKilledAsync(After("server stop receiver"), "stop-replica-nice", replica);
        await UntilAsync(rig, replica, s => s.StandsStill);
        await rig.OperateKilledAsync(Before("server start replication"), "start-replica", replica);
        await UntilAsync(rig, replica, s => s.Replicates);
        await rig.OperateKilledAsync(After("server stop replication"), "restart-replica", replica);
        await UntilAsync(rig, replica, s => s.Replicates);

        await rig.OperateKilledAsync(After("server gtid positioning"), "disable-gtid", replica);
        await UntilAsync(rig, replica, s => s is { Replicates: true, UsesGtid: false });
        foreach (var death in new[] { "server skip events", "server start replication" }) await SkipAsync(rig, replica, After(death));
        foreach (var death in new[] { After("server stop replication"), After("server gtid positioning") })
        {
            await rig.OperateKilledAsync(death, "enable-gtid", replica);
            await UntilAsync(rig, replica, s => s is { Replicates: true, UsesGtid: true });
            if (death.Label == "server stop replication") await rig.AssertWholeAsync(await rig.OperateAsync("disable-gtid", replica), "disable-gtid");
        }

        await HealAsync(rig, replica);
        await rig.OperateKilledAsync(After("server semi-sync replica"), "disable-semi-sync-replica", replica);
        await UntilAsync(rig, replica, s => s is { Replicates: true, Acknowledges: false });
        await rig.OperateKilledAsync(After("server read-only"), "fence-writes", rig.Topology.Primary);
        await UntilAsync(rig, rig.Topology.Primary, s => !s.IsWritable);
        await rig.OperateKilledAsync(After("server writable"), "unfence-writes", rig.Topology.Primary);
        await UntilAsync(rig, rig.Topology.Primary, s => s.IsWritable);
        await EndAsync(rig, replica, writer);
    }

    [Fact]
    public async Task On_MySQL_it_is_done_once_and_whole()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MySql);
        var replica = rig.Topology.Servers[2];
        await using var writer = rig.NewWriter();
        await writer.WaitForAsync(w => w.Id > 3, TestContext.Current.CancellationToken);
        await DetachAsync(rig, replica);
        await DelayAsync(rig, replica);
        await SkipAsync(rig, replica, After("server inject"));
        await HealAsync(rig, replica);
        await rig.OperateKilledAsync(After("server shut out"), "fence-all", replica);
        await rig.OperateKilledAsync(After("server shut out"), "unfence-all", replica);
        Assert.Equal(0, await replica.QueryAsync<int>("SELECT @@global.offline_mode", TestContext.Current.CancellationToken));
        await EndAsync(rig, replica, writer);
    }

    private static Boundary After(string label) => new(IsBefore: false, 1, label);

    private static Boundary Before(string label) => new(IsBefore: true, 1, label);

    private static async Task DetachAsync(Rig rig, DatabaseServer replica)
    {
        await rig.OperateKilledAsync(After("server detach"), "detach-replica", replica);
        await UntilAsync(rig, replica, s => s.StandsStill && s.SourceHost == "//" + rig.Topology.Primary.Host);
        await rig.OperateKilledAsync(After("server reattach"), "reattach-replica", replica);
        await UntilAsync(rig, replica, s => s.Replicates && s.SourceHost == rig.Topology.Primary.Host);
    }

    private static async Task DelayAsync(Rig rig, DatabaseServer replica)
    {
        await rig.OperateKilledAsync(After("server delay"), "delay-replication", replica, null, ("seconds", "3600"));
        await UntilAsync(rig, replica, s => s is { Replicates: true, DelaySeconds: 3600 });
        await rig.OperateKilledAsync(Before("server start replication"), "delay-replication", replica, null, ("seconds", "0"));
        await UntilAsync(rig, replica, s => s is { Replicates: true, DelaySeconds: 0 });
    }

    /// <summary>One transaction is left out, and only one: the writer's rows are all there in the end.</summary>
    private static async Task SkipAsync(Rig rig, DatabaseServer replica, Boundary death)
    {
        await Replication.BreakAppliersAsync(rig.Topology.Primary, [replica], death.Label);
        await UntilAsync(rig, replica, s => !s.Replicates);
        await rig.OperateKilledAsync(death, "skip-query", replica);
        await UntilAsync(rig, replica, s => s.Replicates);
    }

    /// <summary>Both ways out for transactions that one instance has alone.</summary>
    private static async Task HealAsync(Rig rig, DatabaseServer replica)
    {
        await replica.WriteErrantAsync("injected");
        await rig.OperateKilledAsync(After("server inject"), "gtid-errant-inject-empty", replica);
        await NotErrantAsync(rig, replica);
        foreach (var death in new[] { Before("server replace history"), After("server replace history") })
        {
            await replica.WriteErrantAsync($"forgotten {death.IsBefore}");
            await rig.OperateKilledAsync(death, "gtid-errant-reset-master", replica);
            await NotErrantAsync(rig, replica);
            await UntilAsync(rig, replica, s => s.Replicates);
        }
    }

    private static async Task NotErrantAsync(Rig rig, DatabaseServer replica) => await rig.UntilAsync("it has no transaction that the primary lacks", async () =>
    {
        if (replica.Flavor == ServerFlavor.MariaDb) return await ErrantDomainAsync(replica) == await ErrantDomainAsync(rig.Topology.Primary);
        var own = await replica.QueryAsync<string>("SELECT @@global.gtid_executed");
        return await rig.Topology.Primary.QueryAsync<int>($"SELECT GTID_SUBSET('{own}', @@global.gtid_executed)") == 1;

        // How far a server is in the domain in which the replica wrote what it has alone.
        async Task<int> ErrantDomainAsync(DatabaseServer server)
        {
            var position = await server.QueryAsync<string>("SELECT CONCAT(@@global.gtid_binlog_pos, ',', @@global.gtid_slave_pos)");
            return DomainPosition().Matches(position!).Where(m => m.Groups[1].Value == $"{replica.ServerNumber + 10}").Max(m => int.Parse(m.Groups[2].Value));
        }
    });

    /// <summary>All have every row; then the replica becomes a server of its own.</summary>
    private static async Task EndAsync(Rig rig, DatabaseServer replica, WriterProbe writer)
    {
        await writer.StopAsync();
        foreach (var server in rig.Topology.Servers)
            await rig.UntilAsync($"{server.Port} has every acknowledged row", async () => (await writer.VerifyNoneLostAsync(server)).Count == 0);
        await rig.OperateKilledAsync(After("server reset replication"), "reset-replica", replica);
        await UntilAsync(rig, replica, s => s is { SourcePort: null, IsWritable: false });
        Assert.Empty(await rig.RecoveriesAsync());
        Assert.Equal(1, rig.MostWritable);
    }

    private static Task UntilAsync(Rig rig, DatabaseServer server, Func<ServerStatus, bool> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "") =>
        rig.UntilAsync(what, async () => condition(await ServerStatus.ReadAsync(server)));

    [GeneratedRegex(@"(\d+)-\d+-(\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DomainPosition();
}
