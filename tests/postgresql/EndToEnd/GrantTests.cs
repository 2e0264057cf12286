using Ham4Db.Engines.PostgreSql.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.PostgreSql.Tests.EndToEnd;

public sealed class GrantTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // The documentation's list, word for word: what it says must suffice.
    [Fact]
    public async Task The_documented_rights_suffice_for_a_failover_a_move_and_a_takeover()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(
            new PostgreSqlTopologyOptions { SynchronousStandbyNames = "ANY 1 (n2, n3)", UseSlots = true },
            options => options with { PostgreSQLTopologyUser = "manager", PostgreSQLTopologyPassword = "secret" },
            DocumentedGrants());
        Assert.False(await fleet.Topology.Primary.QueryAsync<bool>("SELECT rolsuper FROM pg_roles WHERE rolname = 'manager'", Cancelled));
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        Assert.True(recovery.Status == RecoveryStatus.Succeeded, await fleet.DescribeAsync());
        Assert.Empty(recovery.Errors);
        var others = Enumerable.Range(1, 3).Where(n => fleet.Key(n) != recovery.Successor).ToArray();
        await fleet.WaitForFollowersAsync(recovery.Successor!.Value, others);
        await fleet.Topology.Primary.StartAsync(Cancelled);
        await fleet.WaitForAsync("the old primary is fenced", async () => await fleet.Topology.Primary.QueryAsync<string>("SHOW default_transaction_read_only", Cancelled) == "on");

        var direct = (await fleet.MembersAsync()).First(m => m.Snapshot.Replication?.Source == recovery.Successor).Key;
        var outcome = await fleet.TakeOverAsync(direct);
        Assert.True(outcome.Successor == direct, await fleet.DescribeAsync());
        await writer.WaitForAsync(w => w.Port == direct.Port, Cancelled);
        await writer.StopAsync();
        Assert.Empty(await writer.VerifyNoneLostAsync(fleet.Node(direct), Cancelled));
    }

    private static string DocumentedGrants()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ham4Db.Functions.sln"))) folder = folder.Parent;
        var lines = File.ReadAllLines(Path.Combine(folder!.FullName, "docs", "postgresql.md"));
        var statements = lines.SkipWhile(l => !l.Contains("CREATE ROLE", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith("    ", StringComparison.Ordinal));
        return string.Join('\n', statements).Replace("ham4db", "manager", StringComparison.Ordinal);
    }
}
