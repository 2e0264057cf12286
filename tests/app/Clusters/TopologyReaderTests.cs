using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Clusters;

public sealed class TopologyReaderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(+1, AnalysisCode.DeadPrimary)]
    [InlineData(-1, AnalysisCode.DeadIntermediatePrimaryWithSingleReplicaFailingToConnect)]
    public void A_new_primary_that_died_before_it_was_probed_is_a_dead_primary(int secondsAfterItWasSeen, AnalysisCode expected)
    {
        var fleet = new ScriptedFleet();
        var keys = fleet.AddCluster("db");
        var (old, successor, follower) = (keys[0], keys[1], keys[2]);
        var seen = fleet[successor].Snapshot(fleet);
        (fleet[old].IsAlive, fleet[successor].IsAlive, fleet[follower].Source) = (false, false, successor);
        ClusterMember[] members =
        [
            new() { Snapshot = fleet[old].Snapshot(fleet), IsLastCheckValid = false },
            new() { Snapshot = seen, IsLastCheckValid = false },
            new() { Snapshot = fleet[follower].Snapshot(fleet) },
        ];
        var state = new ClusterState { LatestPromotion = new LatestPromotion(successor, seen.SeenAt + (secondsAfterItWasSeen * Second)), Demoted = [new DemotedInstance { Key = old, RecoveryUid = "1" }] };

        var topology = new TopologyReader(null!, null!, TimeProvider.System).Compose("c", members, state);

        var findings = FailureAnalysis.Analyze(topology, new AnalysisPolicy(), DateTimeOffset.UnixEpoch);
        Assert.Equal(expected, findings.First(f => f.Instance == successor).Code);
    }
}
