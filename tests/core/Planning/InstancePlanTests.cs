using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>Two primaries of which one is stopped, and standbys that are started.</summary>
public class InstancePlanTests
{
    /// <summary>Timeline and position of 1 and of 3, which was promoted beside it; whether 2 follows 1, and 4 follows 3; which is to be stopped, 0 for neither.</summary>
    [Theory]
    [InlineData(1, 0x100, 2, 0x200, false, false, 1)]
    [InlineData(1, 0x100, 2, 0x100, false, false, 1)]
    [InlineData(1, 0x100, 1, 0x200, false, false, 1)]
    [InlineData(0, 0x100, 2, 0x200, false, true, 1)]
    [InlineData(1, 0x300, 1, 0x200, true, false, 3)]
    [InlineData(2, 0x300, 1, 0x200, false, false, 3)]
    [InlineData(1, 0x300, 2, 0x200, false, false, 0)]
    [InlineData(1, 0x100, 2, 0x200, true, false, 0)]
    [InlineData(1, 0x300, 1, 0x200, false, true, 0)]
    [InlineData(1, 0x100, 1, 0x100, true, false, 0)]
    [InlineData(1, 0x100, 2, 0x200, true, true, 1)]
    public void One_of_two_primaries_is_stopped_where_all_signs_agree(long timeline1, long position1, long timeline3, long position3, bool hasFollower1, bool hasFollower3, int stopped)
    {
        var topology = Two(timeline1, position1, timeline3, position3, hasFollower1, hasFollower3).Topology;
        var findings = FailureAnalysis.Analyze(topology, new AnalysisPolicy(), TestFleet.Now).Where(f => f.Code == AnalysisCode.DuplicatePrimary).ToDictionary(f => f.Instance.Port, f => f.Action);
        Assert.Equal([1, 3], findings.Keys.Order());
        foreach (var port in new[] { 1, 3 })
        {
            Assert.Equal(port == stopped ? FindingAction.RecoverDuplicatePrimary : FindingAction.Detect, findings[port]);
            var plan = RecoveryPlanner.PlanDuplicatePrimary(topology, PhysicalFleet.Key(port));
            Assert.Equal(port == stopped, plan.IsExecutable);
            if (port != stopped) Assert.Equal(BlockerCode.NoSurplusPrimary, Assert.Single(plan.Blockers).Code);
            else Assert.Equal((PlanStepKind.StopDuplicatePrimary, PhysicalFleet.Key(port), PhysicalFleet.Key(4 - port)), (plan.Steps.Single().Kind, plan.Steps[0].Target, plan.Candidate));
        }
    }

    [Fact]
    public void Of_three_primaries_and_of_those_that_somebody_else_manages_none_is_stopped()
    {
        var three = Two(1, 0x100, 2, 0x200, hasFollower1: false, hasFollower3: false).Snapshot([2], s => s with { Replication = null, IsReadOnly = false });
        var managed = Two(1, 0x100, 2, 0x200, hasFollower1: false, hasFollower3: false).Snapshot([4], s => s with { Condition = s.Condition! with { ManagedBy = "CM" } });
        foreach (var fleet in new[] { three, managed })
            Assert.False(RecoveryPlanner.PlanDuplicatePrimary(fleet.Topology, PhysicalFleet.Key(1)).IsExecutable);
        Assert.DoesNotContain(FailureAnalysis.Analyze(managed.Topology, new AnalysisPolicy(), TestFleet.Now), f => f.Action == FindingAction.RecoverDuplicatePrimary);
    }

    [Fact]
    public void A_standby_is_started_only_where_its_agent_says_that_it_is_down()
    {
        var down = PhysicalFleet.Of().Invalid(2, 4).Member([2, 4], m => m with { IsKnownDown = true });
        var findings = FailureAnalysis.Analyze(down.Topology, new AnalysisPolicy(), TestFleet.Now).ToDictionary(f => f.Instance.Port);
        Assert.Equal((AnalysisCode.DeadStandby, FindingAction.RecoverStandby), (findings[2].Code, findings[2].Action));
        Assert.Equal((AnalysisCode.DeadCascadeStandby, FindingAction.RecoverStandby), (findings[4].Code, findings[4].Action));
        Assert.Equal(PlanStepKind.StartStandby, Assert.Single(RecoveryPlanner.PlanDeadStandby(down.Topology, PhysicalFleet.Key(4)).Steps).Kind);

        var unreachable = PhysicalFleet.Of().Invalid(3);
        Assert.Equal(FindingAction.Detect, FailureAnalysis.Analyze(unreachable.Topology, new AnalysisPolicy(), TestFleet.Now).Single(f => f.Instance.Port == 3).Action);
        Assert.Contains("no agent says that it is down (timed out)", RecoveryPlanner.PlanDeadStandby(unreachable.Topology, PhysicalFleet.Key(3)).Blockers.Single().Reason, StringComparison.Ordinal);
        Assert.Contains("runs", RecoveryPlanner.PlanDeadStandby(PhysicalFleet.Of().Topology, PhysicalFleet.Key(3)).Blockers.Single().Reason, StringComparison.Ordinal);
        var primary = PhysicalFleet.Of().Invalid(1).Member([1], m => m with { IsKnownDown = true });
        Assert.Contains("was a primary", RecoveryPlanner.PlanDeadStandby(primary.Topology, PhysicalFleet.Key(1)).Blockers.Single().Reason, StringComparison.Ordinal);
    }

    static TestFleet Two(long timeline1, long position1, long timeline3, long position3, bool hasFollower1, bool hasFollower3) => PhysicalFleet.Of()
        .Snapshot([1], s => s with { ExecutedGtidSet = PhysicalFleet.Wal((ulong)position1), Condition = s.Condition! with { Timeline = timeline1 } })
        .Snapshot([3], s => s with { Replication = null, IsReadOnly = false, ExecutedGtidSet = PhysicalFleet.Wal((ulong)position3), Condition = s.Condition! with { Timeline = timeline3 } })
        .Replication([2], r => r with { Receiver = hasFollower1 ? ReplicationThreadState.Running : ReplicationThreadState.Other })
        .Replication([4], r => r with { Source = PhysicalFleet.Key(3), Receiver = hasFollower3 ? ReplicationThreadState.Running : ReplicationThreadState.Other });
}
