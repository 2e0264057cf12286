using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.OpenGauss.Tests.EndToEnd;

/// <summary>What becomes of a cluster when its primary, or only the agent beside it, goes away; on the stand-in, with the agent's real program.</summary>
public sealed class FailoverTests
{
    private static readonly PostgreSqlTopologyOptions Synchronous = new() { SynchronousStandbyNames = "ANY 1 (n2, n3)" };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_primary_that_dies_with_its_agent_is_replaced_and_one_that_comes_back_with_a_row_of_its_own_waits_for_a_person()
    {
        // Only the cascade standby is told: the others are found from it.
        await using var fleet = await OpenGaussFleet.StartAsync(Synchronous, seed: 3);
        var cascade = await fleet.MemberAsync(3);
        Assert.Equal((true, ServerState.Normal, fleet.Key(1)), (cascade.Snapshot.Condition?.IsCascade, cascade.Snapshot.Condition?.State, cascade.Snapshot.Replication?.Source));
        var cluster = Assert.Single(await fleet.Store.GetClustersAsync(Cancelled));
        Assert.Equal((DurabilityClass.Synchronous, "orders"), (cluster.Durability, cluster.Alias));
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);

        var failedAt = RunClock.Now;
        fleet.Agents[0].Kill();
        fleet.Topology.Primary.Kill();
        var successor = fleet.Node(await fleet.WaitForSuccessorAsync());
        Assert.Contains(successor, new[] { 1, 2 });
        await writer.WaitForAsync(w => w.AcknowledgedAt > failedAt && w.Host == fleet.Key(successor).Host && !w.Late, Cancelled);
        await fleet.WaitForSourceAsync(successor == 1 ? 2 : 1, successor);
        await fleet.WaitForSourceAsync(3, 1, 2);
        await writer.StopAsync();
        Assert.Empty(await writer.VerifyNoneLostAsync(fleet.Topology.Nodes[successor], Cancelled));

        // Somebody starts it as the primary that it was, and its agent comes back after that.
        await fleet.Topology.Primary.StartAsync(Cancelled);
        await fleet.Topology.Primary.ExecuteAsync("SET synchronous_commit = local; INSERT INTO writes VALUES (-1, 'of nobody')", Cancelled);
        await fleet.Agents[0].StartAsync();
        await fleet.WaitForAsync("it waits for a decision", async () => (await fleet.StateAsync()).Demoted is [{ AwaitsDecision: true }]);
        Assert.Contains("with the data that it has", (await fleet.StateAsync()).Demoted.Single().Problem, StringComparison.Ordinal);
        Assert.False(fleet.Topology.Primary.IsRunning);
        var shown = await fleet.PostAsync($"instances/{fleet.Key(0)}/rejoin?dryRun=true");
        Assert.False(shown.GetProperty("isAccepted").GetBoolean());
        Assert.True((await fleet.StateAsync()).Demoted.Single().AwaitsDecision);
        Assert.True((await fleet.PostAsync($"instances/{fleet.Key(0)}/rejoin")).GetProperty("isAccepted").GetBoolean());
        await fleet.WaitForRejoinAsync(0, successor);
        Assert.Equal(0, await fleet.Topology.Primary.QueryAsync<long>("SELECT count(*) FROM writes WHERE id = -1", Cancelled));
        await fleet.WaitForAsync("it has all acknowledged rows", async () => (await writer.VerifyNoneLostAsync(fleet.Topology.Primary, Cancelled)).Count == 0);
    }

    [Fact]
    public async Task A_database_that_hangs_beside_a_living_agent_is_killed_replaced_and_built_anew_where_that_was_decided()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(Synchronous, configure: options => options with { OpenGaussRebuildOldPrimary = true });
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        fleet.Topology.Primary.Hang();
        var successor = fleet.Node(await fleet.WaitForSuccessorAsync());
        await writer.WaitForAsync(w => w.Host == fleet.Key(successor).Host && !w.Late, Cancelled);
        await fleet.WaitForRejoinAsync(0, successor);
        await writer.StopAsync();
        Assert.Empty(await writer.VerifyNoneLostAsync(fleet.Topology.Nodes[successor], Cancelled));
        await fleet.WaitForAsync("it has all acknowledged rows", async () => (await writer.VerifyNoneLostAsync(fleet.Topology.Primary, Cancelled)).Count == 0);
    }

    [Fact]
    public async Task An_agent_that_dies_alone_changes_nothing_and_a_database_that_was_stopped_is_replaced_and_started_as_a_standby()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(new() { Layout = new TopologyLayout([-1, 0, 0]) });
        fleet.Agents[0].Kill();
        await fleet.WaitForAsync("it is unreachable, and its standbys still stream", async () => (await fleet.Store.GetClustersAsync(Cancelled))[0].Findings
            .Any(f => f.Instance == fleet.Key(0) && f.Code is AnalysisCode.UnreachablePrimary or AnalysisCode.UnreachablePrimaryWithLaggingReplicas));
        await fleet.Topology.Primary.ExecuteAsync("INSERT INTO writes VALUES (1, 'x')", Cancelled);
        await fleet.Agents[0].StartAsync();
        await fleet.WaitForAsync("all is well again", async () => (await fleet.MemberAsync(0)).IsLastCheckValid && (await fleet.Store.GetClustersAsync(Cancelled))[0].Findings.All(f => f.Instance != fleet.Key(0)));
        Assert.Null((await fleet.StateAsync()).LastRecovery);
        Assert.False(await fleet.Topology.Primary.QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));

        // An orderly stop passes everything on before it ends: what it has is a part of its successor's log, and nothing needs to be built.
        await fleet.Topology.Primary.StopAsync(Cancelled);
        await fleet.WaitForRejoinAsync(0, fleet.Node(await fleet.WaitForSuccessorAsync()));
        Assert.DoesNotContain("build", await File.ReadAllTextAsync(fleet.Topology.Calls(0), Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_healthy_primary_hands_over_and_back_under_writes_and_no_row_is_lost()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(new());
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        foreach (var (to, from) in new[] { (1, 0), (0, 1) })
        {
            var outcome = await fleet.HandOverAsync(to);
            Assert.True(outcome.Successor == fleet.Key(to) && outcome.Errors.Count == 0, $"{string.Join(' ', outcome.Errors)}\n{await fleet.DescribeAsync()}");
            await writer.WaitForAsync(w => w.Host == fleet.Key(to).Host, Cancelled);
            await fleet.WaitForRejoinAsync(from, to);
            await fleet.WaitForSourceAsync(2, to);
            await fleet.WaitForSourceAsync(3, 0, 1, 2);
        }

        await writer.StopAsync();
        Assert.Empty(await writer.VerifyNoneLostAsync(fleet.Topology.Primary, Cancelled));
    }

    [Fact]
    public async Task A_cluster_that_openGauss_s_own_manager_looks_after_is_observed_only()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(new() { Layout = new TopologyLayout([-1, 0, 0]) }, hasManager: true);
        var outcome = await fleet.HandOverAsync(1);
        Assert.Null(outcome.Successor);
        Assert.Contains(outcome.Errors, e => e.Contains("(CM) decides over the roles of this cluster", StringComparison.Ordinal));
        fleet.Topology.Primary.Kill();
        await fleet.WaitForAsync("it is dead, and left to the manager", async () => (await fleet.Store.GetClustersAsync(Cancelled))[0].Findings.Any(f =>
            f.Code == AnalysisCode.DeadPrimary && f.Action == FindingAction.Detect && f.Description.EndsWith("(CM) decides over this cluster's roles: it is observed only.", StringComparison.Ordinal)));
        Assert.Equal(RecoveryStatus.Failed, (await fleet.StateAsync()).LastRecovery?.Status);
        Assert.All(await fleet.MembersAsync(), m => Assert.True(m.Key == fleet.Key(0) || m.Snapshot.IsReadOnly));
        Assert.False(fleet.Topology.Primary.IsRunning);
    }
}
