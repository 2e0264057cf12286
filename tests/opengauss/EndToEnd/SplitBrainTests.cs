using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.Engines.OpenGauss.Tests.EndToEnd;

/// <summary>Two primaries, made by hand.</summary>
public sealed class SplitBrainTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_primaries_are_shown_while_signs_disagree_and_the_one_that_nothing_speaks_for_is_stopped_and_rejoins()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(
            new() { Layout = new TopologyLayout([-1, 0, 0]) }, configure: options => options with { OpenGaussRebuildOldPrimary = true });
        var (old, usurper) = (fleet.Topology.Primary, fleet.Topology.Nodes[2]);
        await usurper.ExecuteAsync("SELECT pg_promote(true, 60)", Cancelled);
        await usurper.ExecuteAsync("INSERT INTO writes SELECT g, 'of the second' FROM generate_series(1, 1000) g", Cancelled);
        // The second has the newer timeline and more of the log, but a standby follows the first.
        await fleet.WaitForAsync("both are shown", async () => (await DuplicatesAsync(fleet)) is { Count: 2 } both && both.All(f => f.Action == FindingAction.Detect));
        await fleet.WaitForAsync("both were told of", async () => (await fleet.StateAsync()).Detections.Count(d => d.Code == AnalysisCode.DuplicatePrimary) == 2);
        Assert.Null((await fleet.StateAsync()).LastRecovery);
        Assert.True(old.IsRunning && usurper.IsRunning);

        // Now nothing speaks for the first.
        fleet.Topology.Nodes[1].Kill();
        var recovery = await fleet.WaitForRecoveryAsync(OpenGaussFleet.Generous);
        Assert.True(recovery is { Status: RecoveryStatus.Succeeded, Kind: RecoveryKind.DuplicatePrimary } && recovery.Failed == fleet.Key(0) && recovery.Successor == fleet.Key(2), await fleet.DescribeAsync());
        Assert.Equal(PlanStepKind.StopDuplicatePrimary, Assert.Single(recovery.Plan!.Steps).Kind);
        await fleet.WaitForRejoinAsync(0, 2);
        await fleet.WaitForAsync("there is one primary", async () => (await DuplicatesAsync(fleet)).Count == 0 && (await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))?.Primary == fleet.Key(2));
        Assert.False(await usurper.QueryAsync<bool>("SELECT pg_is_in_recovery()", Cancelled));
        await fleet.WaitForAsync("it has what the other has", async () => await old.QueryAsync<long>("SELECT count(*) FROM writes", Cancelled) == 1000);
    }

    private static async Task<IReadOnlyList<Finding>> DuplicatesAsync(OpenGaussFleet fleet) =>
        [.. (await fleet.Store.GetClustersAsync(Cancelled))[0].Findings.Where(f => f.Code == AnalysisCode.DuplicatePrimary)];
}
