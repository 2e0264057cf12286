using Ham4Db.Core.Analysis;

namespace Ham4Db.Functions.Probing;

/// <summary>Findings that may rest on an old look at somebody else: that instance is probed again at once. Pure.</summary>
internal static class SecondLook
{
    /// <summary>The instances to look at again.</summary>
    public static IEnumerable<InstanceKey> Wanted(ClusterTopology topology, IReadOnlyList<Finding> findings) => findings
        .Select(f => f.Code switch
        {
            AnalysisCode.DeadPrimaryAndReplicas or AnalysisCode.AllPrimaryReplicasNotReplicating or AnalysisCode.AllPrimaryReplicasNotReplicatingOrDead => f.Instance,
            AnalysisCode.LockedSemiSyncPrimaryHypothesis => f.Instance,
            AnalysisCode.FirstTierReplicaFailingToConnectToPrimary => topology.SourceOf(f.Instance)?.Key,
            _ => (InstanceKey?)null,
        })
        .OfType<InstanceKey>()
        .Distinct();
}
