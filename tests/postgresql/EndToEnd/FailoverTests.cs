using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Engines.PostgreSql.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.PostgreSql.Tests.EndToEnd;

public sealed class FailoverTests
{
    private static readonly PostgreSqlTopologyOptions Synchronous = new() { SynchronousStandbyNames = "ANY 1 (n2, n3)" };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_primary_that_dies_or_hangs_is_replaced_and_no_acknowledged_row_is_lost(bool hangs)
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(Synchronous);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        Assert.Equal(DurabilityClass.Synchronous, Assert.Single(await fleet.Store.GetClustersAsync(Cancelled)).Durability);

        var failedAt = RunClock.Now;
        if (hangs) fleet.Topology.Primary.Hang();
        else fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        Assert.True(recovery.Status == RecoveryStatus.Succeeded, await fleet.DescribeAsync());
        var successor = fleet.Node(recovery.Successor!.Value);
        await writer.WaitForAsync(w => w.AcknowledgedAt > failedAt && w.Port == successor.Port && !w.Late, Cancelled);
        await fleet.WaitForFollowersAsync(recovery.Successor!.Value, [.. Enumerable.Range(1, 3).Where(n => fleet.Key(n) != recovery.Successor)]);
        await writer.StopAsync();

        Assert.Empty(await writer.VerifyNoneLostAsync(successor, Cancelled));
        Assert.Contains("1 (*)", await successor.QueryAsync<string>("SHOW synchronous_standby_names", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_primary_that_comes_back_takes_no_writes_and_is_shown_with_what_stands_against_its_rejoining()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(new PostgreSqlTopologyOptions());
        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        Assert.True(recovery.Status == RecoveryStatus.Succeeded, await fleet.DescribeAsync());

        await fleet.Topology.Primary.StartAsync(Cancelled);
        await fleet.WaitForAsync("it is fenced", async () => await fleet.Topology.Primary.QueryAsync<string>("SHOW default_transaction_read_only", Cancelled) == "on");
        await fleet.WaitForAsync("it is told why it does not rejoin", async () => (await fleet.StateAsync()).Demoted.Any(d => d.Key == fleet.Key(0) && d.Problem.Length > 0));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes VALUES (-1, 'x')", Cancelled));
    }

    [Fact]
    public async Task The_standby_with_most_of_the_log_is_promoted_and_one_that_was_held_back_follows()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(new PostgreSqlTopologyOptions { Layout = new TopologyLayout([-1, 0, 0]) });
        // All else being equal the first address would be chosen: that one is held back.
        var (behind, ahead) = fleet.Key(1).CompareTo(fleet.Key(2)) < 0 ? (1, 2) : (2, 1);
        await fleet.Topology.Nodes[behind].ExecuteAsync("ALTER SYSTEM SET primary_conninfo = ''", Cancelled);
        await fleet.Topology.Nodes[behind].ExecuteAsync("SELECT pg_reload_conf()", Cancelled);
        await fleet.WaitForAsync("it receives no more", async () => await fleet.Topology.Nodes[behind].QueryAsync<long>("SELECT count(*) FROM pg_stat_wal_receiver", Cancelled) == 0);
        await fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes SELECT g, 'held back' FROM generate_series(1, 1000) g", Cancelled);
        await fleet.Topology.Nodes[behind].ExecuteAsync($"ALTER SYSTEM SET primary_conninfo = 'host=/nowhere port={fleet.Topology.Primary.Port} user=repl'", Cancelled);
        await fleet.WaitForAsync("the other has them", async () => await fleet.Topology.Nodes[ahead].QueryAsync<long>("SELECT count(*) FROM writes", Cancelled) == 1000);

        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();

        Assert.True(recovery.Status == RecoveryStatus.Succeeded, await fleet.DescribeAsync());
        Assert.Equal(fleet.Key(ahead), recovery.Successor);
    }

    [Fact]
    public async Task Known_loss_is_refused_where_the_policy_allows_none()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(
            new PostgreSqlTopologyOptions { Layout = new TopologyLayout([-1, 0, 0]) }, options => options with { DataLossPolicy = DataLossPolicy.Require });
        // The only standby that is left was cut off before the last writes.
        var behind = fleet.Topology.Nodes[1];
        var source = await behind.QueryAsync<string>("SHOW primary_conninfo", Cancelled);
        await behind.ExecuteAsync($"ALTER SYSTEM SET primary_conninfo = '{source!.Replace("host=127.0.0.1", "host=/ham4db-stopped/127.0.0.1", StringComparison.Ordinal)}'", Cancelled);
        await behind.ExecuteAsync("SELECT pg_reload_conf()", Cancelled);
        await fleet.WaitForAsync("it receives no more", async () => await behind.QueryAsync<long>("SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'", Cancelled) == 0);
        await fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes SELECT g, 'not received' FROM generate_series(1, 1000) g", Cancelled);
        var written = fleet.Topology.Nodes[2];
        await fleet.WaitForAsync("the manager has seen them elsewhere", async () =>
        {
            var seen = (await fleet.MembersAsync()).ToDictionary(m => m.Key, m => m.Snapshot.ExecutedGtidSet);
            return seen[fleet.Key(2)] == seen[fleet.Key(0)] && seen[fleet.Key(1)] != seen[fleet.Key(0)] && await written.QueryAsync<long>("SELECT count(*) FROM writes", Cancelled) == 1000;
        });

        written.Kill();
        fleet.Topology.Primary.Kill();
        // A standby that stands still cannot say that its source is gone: nobody is promoted on the word of such ones.
        await fleet.WaitForAsync("it is not enough that a stopped standby does not hear of it", async () => (await fleet.StateAsync()).Block?.Reason.Contains("receivers are stopped", StringComparison.Ordinal) == true);
        await behind.ExecuteAsync($"ALTER SYSTEM SET primary_conninfo = '{source}'", Cancelled);
        await behind.ExecuteAsync("SELECT pg_reload_conf()", Cancelled);
        await fleet.WaitForAsync("the recovery is refused with its reason", async () =>
            (await fleet.StateAsync()).LastRecovery is { Status: RecoveryStatus.Failed, Errors: [var error, ..] } && error.Contains("policy allows no known loss", StringComparison.Ordinal));

        Assert.True(await behind.QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));
    }

    [Fact]
    public async Task A_healthy_primary_hands_over_and_no_row_is_lost()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(new PostgreSqlTopologyOptions());
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);

        var outcome = await fleet.TakeOverAsync(fleet.Key(1));
        Assert.True(outcome.Successor == fleet.Key(1), await fleet.DescribeAsync());
        await writer.WaitForAsync(w => w.Port == fleet.Topology.Nodes[1].Port, Cancelled);
        await fleet.WaitForFollowersAsync(fleet.Key(1), 2, 3);
        await writer.StopAsync();

        Assert.Empty(await writer.VerifyNoneLostAsync(fleet.Topology.Nodes[1], Cancelled));
        Assert.Equal("on", await fleet.Topology.Primary.QueryAsync<string>("SHOW default_transaction_read_only", Cancelled));
    }

    [Fact]
    public async Task Two_primaries_made_by_hand_are_shown_and_nobody_is_promoted_beside_them()
    {
        await using var fleet = await PostgreSqlFleet.StartAsync(new PostgreSqlTopologyOptions());
        await fleet.Topology.Nodes[2].ExecuteAsync("SELECT pg_promote()", Cancelled);
        await fleet.WaitForAsync("both are found to be primaries", async () =>
            (await fleet.Store.GetClustersAsync(Cancelled))[0].Findings.Where(f => f.Code == AnalysisCode.DuplicatePrimary).Select(f => f.Instance).Order().SequenceEqual(new[] { fleet.Key(0), fleet.Key(2) }.Order()));

        fleet.Topology.Primary.Kill();
        await fleet.WaitForAsync("a third one is not promoted", async () =>
            (await fleet.StateAsync()).LastRecovery is { Status: RecoveryStatus.Failed, Successor: null } recovery && recovery.Errors.Any(e => e.Contains("Already writable as primary", StringComparison.Ordinal)));
        Assert.True(await fleet.Topology.Nodes[1].QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));
    }
}
