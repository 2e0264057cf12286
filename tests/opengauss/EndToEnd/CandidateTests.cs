using Ham4Db.Core.Planning;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.OpenGauss.Tests.EndToEnd;

/// <summary>Who is promoted, and who is not.</summary>
public sealed class CandidateTests
{
    private static readonly PostgreSqlTopologyOptions Three = new() { Layout = new TopologyLayout([-1, 0, 0]) };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_candidate_that_cannot_be_promoted_is_followed_by_the_next()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(Three);
        var chosen = fleet.Topology.FailFirstFailover();
        fleet.Topology.Primary.Kill();
        var successor = fleet.Node(await fleet.WaitForSuccessorAsync());
        var first = fleet.Topology.Nodes.Single(n => n.Name == File.ReadAllText(chosen).Trim());
        Assert.NotEqual(first, fleet.Topology.Nodes[successor]);
        var recovery = (await fleet.StateAsync()).LastRecovery!;
        Assert.Contains(recovery.Errors, e => e.Contains("failover", StringComparison.OrdinalIgnoreCase));
        await fleet.WaitForSourceAsync(fleet.Topology.Nodes.ToList().IndexOf(first), successor);
    }

    [Fact]
    public async Task Who_lacks_acknowledged_rows_is_not_promoted_where_none_may_be_lost_and_who_has_them_is_once_it_is_back()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(Three, configure: options => options with { DataLossPolicy = DataLossPolicy.Require });
        var (behind, ahead) = (fleet.Topology.Nodes[1], fleet.Topology.Nodes[2]);
        await behind.ExecuteAsync("ALTER SYSTEM SET primary_conninfo = ''", Cancelled);
        await behind.ExecuteAsync("SELECT pg_reload_conf()", Cancelled);
        await fleet.WaitForAsync("it receives no more", async () => await behind.QueryAsync<long>("SELECT count(*) FROM pg_stat_wal_receiver", Cancelled) == 0);
        await fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes SELECT g, 'not received' FROM generate_series(1, 1000) g", Cancelled);
        await fleet.WaitForAsync("the manager has seen them elsewhere", async () =>
        {
            var seen = (await fleet.MembersAsync()).ToDictionary(m => m.Key, m => m.Snapshot.ExecutedGtidSet);
            return seen[fleet.Key(2)] == seen[fleet.Key(0)] && seen[fleet.Key(1)] != seen[fleet.Key(0)] && await ahead.QueryAsync<long>("SELECT count(*) FROM writes", Cancelled) == 1000;
        });

        ahead.Kill();
        fleet.Topology.Primary.Kill();
        await fleet.WaitForAsync("the recovery is refused with its reason", async () =>
            (await fleet.StateAsync()).LastRecovery is { Status: RecoveryStatus.Failed, Errors: [var error, ..] } && error.Contains("policy allows no known loss", StringComparison.Ordinal));
        Assert.True(await behind.QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));

        await ahead.StartAsync(Cancelled);
        await fleet.WaitForAsync("the one that has them was promoted", async () => (await fleet.StateAsync()).LastRecovery is { Status: RecoveryStatus.Succeeded } ended && ended.Successor == fleet.Key(2));
        await fleet.WaitForSourceAsync(1, 2);
        await fleet.WaitForAsync("the other has them now", async () => await behind.QueryAsync<long>("SELECT count(*) FROM writes", Cancelled) == 1000);
    }
}
