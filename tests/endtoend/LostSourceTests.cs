using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class LostSourceTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Replicas_of_a_dead_intermediate_go_to_a_sibling_then_gather_then_go_up(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = new TopologyLayout([-1, 0, 0, 1, 1]) };
        await using var fleet = await Fleet.StartAsync(
            topology, o => o with { InstancePollSeconds = 1, RecoverMasterClusterFilters = [], RecoverIntermediateMasterClusterFilters = ["*"], RecoveryPeriodBlockSeconds = 0 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        fleet.Server(1).Kill();
        var sibling = await fleet.WaitForRecoveryAsync();
        await AssertMovedAsync(fleet, sibling, AnalysisCode.DeadIntermediatePrimary, (3, 2), (4, 2));

        // It comes back as the replica that it was; as a source it is not wanted.
        await fleet.Server(1).RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitUntilWellAsync(0);
        await fleet.RegisterRuleAsync(1, PromotionRule.MustNot);
        await fleet.RegisterRuleAsync(3, PromotionRule.Prefer);
        fleet.Server(2).Kill();
        var gathered = await fleet.WaitForNextRecoveryAsync(sibling);
        await AssertMovedAsync(fleet, gathered, AnalysisCode.DeadIntermediatePrimary, (3, 0), (4, 3));

        fleet.Server(3).Kill();
        var up = await fleet.WaitForNextRecoveryAsync(gathered);
        await AssertMovedAsync(fleet, up, AnalysisCode.DeadIntermediatePrimaryWithSingleReplicaFailingToConnect, (4, 0));

        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [0, 1, 4]);
        Assert.Equal((0, 0), ((await fleet.StateAsync()).Demoted.Count, (await fleet.StateAsync()).Downtimes.Count));
        await checker.StopAsync();
        Assert.All(checker.Periods, p => Assert.Equal(fleet.Topology.Primary, p.Server));
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Without_gtids_replicas_of_a_dead_intermediate_go_on_where_their_entries_say_below_a_sibling(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = new TopologyLayout([-1, 0, 0, 1, 1]), UseGtid = false, SemiSync = false };
        await using var fleet = await Fleet.StartAsync(
            topology, o => o with { InstancePollSeconds = 1, AutoPseudoGTID = true, RecoverMasterClusterFilters = [], RecoverIntermediateMasterClusterFilters = ["*"] }, Cancelled);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);
        await fleet.WaitForAsync("all have entries", async () =>
            (await fleet.MembersAsync()).All(m => m.Snapshot.UsesPseudoGtid)
            && (await fleet.CallAsync("last-pseudo-gtid/#3")).Code == "OK" && (await fleet.CallAsync("last-pseudo-gtid/#4")).Code == "OK");

        fleet.Server(1).Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        await AssertMovedAsync(fleet, recovery, AnalysisCode.DeadIntermediatePrimary, (3, 2), (4, 2));
        Assert.All(recovery.Plan!.Steps.Where(s => s.Kind == PlanStepKind.Repoint), s => Assert.Equal(Positioning.PseudoGtid, s.Positioning));
        var id = writer.Acknowledged[^1].Id;
        await writer.WaitForAsync(w => w.Id > id + 20, Cancelled);
        await writer.StopAsync();
        await fleet.Server(1).RestartAsync(cancellationToken: Cancelled);
        await fleet.AssertNoneLostAsync(writer, [0, 1, 2, 3, 4]);
        // A row that came twice, or an event that was left out, would show here.
        await fleet.AssertSameRowsAsync();
        Assert.Equal([false, false, false, false], await fleet.UseGtidsAsync());
    }

    private static async Task AssertMovedAsync(Fleet fleet, RecoveryRecord recovery, AnalysisCode code, params (int Replica, int Source)[] moves)
    {
        await fleet.AssertSucceededAsync(recovery);
        Assert.Equal((RecoveryKind.DeadIntermediate, code), (recovery.Kind, recovery.Code));
        Assert.Equal(
            moves.Select(m => (fleet.Key(m.Replica), (InstanceKey?)fleet.Key(m.Source))).Order(),
            recovery.Plan!.Steps.Where(s => s.Kind == PlanStepKind.Repoint).Select(s => (s.Target, s.Source)).Order());
        await fleet.WaitForAsync("the replicas replicate from their new sources", async () =>
        {
            var members = (await fleet.MembersAsync()).ToDictionary(m => m.Key);
            return moves.All(m => members[fleet.Key(m.Replica)].Snapshot.Replication is { IsRunning: true } status && status.Source == fleet.Key(m.Source));
        });
    }
}
