using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

public static partial class RecoveryPlanner
{
    /// <summary>Plans that one of two primaries is stopped. Never where it is not known which; it rejoins afterwards like any former primary.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="key">The one to be stopped.</param>
    public static RecoveryPlan PlanDuplicatePrimary(ClusterTopology topology, InstanceKey key)
    {
        key = topology.CanonicalKey(key);
        var plan = NoRoleChanges(RecoveryKind.DuplicatePrimary, topology, key);
        if (!topology.Members.ContainsKey(key)) return Refuse(plan, topology, new(BlockerCode.UnknownInstance, $"{key} is not known in this cluster."));
        if (ManagedElsewhere(topology) is { } managed) return Refuse(plan, topology, managed);
        var rivals = FailureAnalysis.WritableRoots(topology);
        if (DuplicatePrimaries.Surplus(topology, rivals) != key)
        {
            return Refuse(plan, topology, new(BlockerCode.NoSurplusPrimary, rivals.Count < 2
                ? $"{key} is not one of two primaries."
                : $"Of {string.Join(" and ", rivals)}, which accept writes as primaries, it is not known that {key} is the one to be stopped: timelines, positions in the log and standbys do not say the same."));
        }

        var stays = rivals.Single(r => r != key);
        return plan with
        {
            Candidate = stays,
            Loss = new DataLoss(topology.Durability, "", $"Nothing now: what {key} alone has stays on it until somebody decides over it."),
            Verdicts = [.. topology.Members.Keys.Where(k => k != key).Select(k => new CandidateVerdict(k, k == stays, k == stays, $"{stays} has the newer timeline or more of the log, and stays the primary."))],
            Steps = [new(1, PlanStepKind.StopDuplicatePrimary, key, null, $"Stop {key}, and keep it from being a primary: {stays} is one, and has the newer timeline or more of the log.")],
        };
    }

    /// <summary>Plans that a standby is started which is down, as its agent says.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="key">The standby.</param>
    public static RecoveryPlan PlanDeadStandby(ClusterTopology topology, InstanceKey key)
    {
        key = topology.CanonicalKey(key);
        var plan = NoRoleChanges(RecoveryKind.DeadStandby, topology, key);
        if (!topology.Members.TryGetValue(key, out var member)) return Refuse(plan, topology, new(BlockerCode.UnknownInstance, $"{key} is not known in this cluster."));
        if (ManagedElsewhere(topology) is { } managed) return Refuse(plan, topology, managed);
        if (member.IsLastCheckValid) return Refuse(plan, topology, new(BlockerCode.NotADeadStandby, $"{key} runs."));
        if (!member.IsKnownDown) return Refuse(plan, topology, new(BlockerCode.NotADeadStandby, $"{key} cannot be started: no agent says that it is down ({member.LastCheckError.TrimEnd('.')})."));
        if (member.IsDemoted || member.Snapshot.Replication is null) return Refuse(plan, topology, new(BlockerCode.NotADeadStandby, $"{key} was a primary when it was last seen: it comes back by a rejoin, or is started by hand."));
        return plan with
        {
            Candidate = key,
            Verdicts = [.. topology.Members.Keys.Where(k => k != key).Select(k => new CandidateVerdict(k, false, false, "No role changes."))],
            Steps = [new(1, PlanStepKind.StartStandby, key, null, $"Start {key} as the standby that it was.")],
        };
    }
}
