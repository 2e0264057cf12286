using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Probing;

/// <summary>What rounds share of addresses and decisions may be old. Nothing is changed that was decided otherwise since.</summary>
public sealed class StaleMemoryTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StoreFolder _folder = new();
    private readonly StaleStore _tables;

    public StaleMemoryTests() => _tables = new StaleStore(_folder.Tables);

    private static CancellationToken Token => ApiHost.Cancellation;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("downtime")]
    [InlineData("recovery")]
    [InlineData("switch")]
    public async Task No_recovery_is_started_against_what_was_decided_since_the_last_look(string decided)
    {
        await using var host = await StartAsync();
        var keys = await host.AddClusterAsync("db");
        var cluster = await ClusterAsync(host, keys[0]);
        using var watch = host.Service<ClusterWatchFactory>().Create(cluster);
        await TickAsync(host, watch, cluster);
        await _tables.KeepAsync(FleetTables.Decisions, Token);
        var now = DateTimeOffset.UtcNow;
        await DecideAsync(host, cluster, state => decided switch
        {
            "downtime" => state with { Downtimes = keys.ToDictionary(FleetTables.RowKey, _ => new Downtime("me", "disk", now, now.AddHours(1))) },
            "recovery" => state with { ActiveRecovery = new RecoveryRecord { Uid = "other", ClusterId = cluster, Failed = keys[0] } },
            _ => state with { AreRecoveriesDisabled = true },
        });
        host.Fleet[keys[0]].IsAlive = false;
        for (var i = 0; i < 3; i++) await TickAsync(host, watch, cluster);
        // A switch is asked by the recovery itself, which is begun and refused.
        if (decided != "switch") Assert.Null(await host.Service<DurableTaskClient>().GetInstanceAsync(RecoverCluster.InstanceId(cluster), cancellation: Token));
        Assert.False(IsPromoted(host, keys));

        // The same watch, with the same old look, does it as soon as nothing stands against it.
        await DecideAsync(host, cluster, state => state with { Downtimes = new Dictionary<string, Downtime>(), ActiveRecovery = null, AreRecoveriesDisabled = false, Block = null });
        await EventuallyAsync(async () =>
        {
            await TickAsync(host, watch, cluster);
            return IsPromoted(host, keys);
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_demoted_is_fenced_only_while_the_demotion_stands(bool stands)
    {
        await using var host = await StartAsync();
        var keys = await host.AddClusterAsync("db");
        var cluster = await ClusterAsync(host, keys[0]);
        var demoted = new DemotedInstance { Key = keys[2], ServerId = host.Fleet[keys[2]].ServerId, RecoveryUid = "r", ErrantGtidSet = "3e11fa47-71ca-11e1-9e33-c80aa9429562:101" };
        await DecideAsync(host, cluster, state => state with { Demoted = [demoted] });
        await _tables.KeepAsync(FleetTables.Decisions, Token);
        if (!stands) await DecideAsync(host, cluster, state => state with { Demoted = [] });
        host.Fleet[keys[2]].IsReadOnly = false;

        using var watch = host.Service<ClusterWatchFactory>().Create(cluster);
        for (var i = 0; i < 3; i++) await TickAsync(host, watch, cluster);
        if (stands) Assert.True(host.Fleet[keys[2]].IsReadOnly);
        else Assert.False(host.Fleet[keys[2]].IsReadOnly);
    }

    [Fact]
    public async Task A_cluster_that_one_look_missed_is_not_forgotten()
    {
        await using var host = await StartAsync();
        var cluster = await ClusterAsync(host, (await host.AddClusterAsync("db"))[0]);
        var (prober, client) = (host.Service<Prober>(), host.Service<DurableTaskClient>());
        await host.Store.SavePseudoGtidAsync(cluster, new PseudoGtidMark(DateTimeOffset.UtcNow), Token);
        await EventuallyAsync(async () =>
        {
            await prober.TickAsync(client, Token);
            return await host.Store.FindClusterAsync(cluster, Token) is not null;
        });

        _tables.MissOnce(FleetTables.Directory);
        await EventuallyAsync(async () =>
        {
            await prober.TickAsync(client, Token);
            return _tables.HasMissed(FleetTables.Directory);
        });
        await prober.TickAsync(client, Token);
        Assert.NotNull(await host.Store.GetPseudoGtidAsync(cluster, Token));
        Assert.NotNull(await host.Store.FindClusterAsync(cluster, Token));

        foreach (var entry in (await host.Store.GetDirectoryAsync(Token)).ToList()) await host.Store.RemoveInstanceAsync(entry, Token);
        await EventuallyAsync(async () =>
        {
            await prober.TickAsync(client, Token);
            return await host.Store.GetPseudoGtidAsync(cluster, Token) is null;
        });
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, "It did not happen.");
            await Task.Delay(50, Token);
        }
    }

    private static bool IsPromoted(ApiHost host, IReadOnlyList<InstanceKey> keys) => keys.Skip(1).Any(key => !host.Fleet[key].IsReadOnly);

    private static async Task<string> ClusterAsync(ApiHost host, InstanceKey key) => (await host.Store.GetClusterIdAsync(key))!;

    private static async Task DecideAsync(ApiHost host, string cluster, Func<ClusterState, ClusterState> decide)
    {
        while (true)
        {
            var (state, version) = await host.Store.GetVersionedStateAsync(cluster, Token);
            if (await host.Store.TrySaveStateAsync(cluster, decide(state), version, Token)) return;
        }
    }

    private static async Task TickAsync(ApiHost host, ClusterWatch watch, string cluster)
    {
        var directory = await host.Store.GetDirectoryAsync(Token);
        await watch.TickAsync(directory.Of(cluster), host.Service<DurableTaskClient>(), DateTimeOffset.UtcNow, TimeSpan.Zero, Token);
    }

    private Task<ApiHost> StartAsync() => ApiHost.StartAsync(options => options with { RecoverMasterClusterFilters = ["*"] }, tables: _tables);
}
