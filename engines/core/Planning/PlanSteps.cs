using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>The steps towards a chosen candidate.</summary>
static class PlanSteps
{
    /// <summary>
    /// Fence, cut everybody off the old primary so that nothing arrives any more, catch up, promote, and only then move the others: the cluster is
    /// writable before the slowest replica has been moved. Replicas of reachable intermediates stay where they are.
    /// </summary>
    public static IReadOnlyList<PlanStep> AfterLoss(CandidateAssessment candidate)
    {
        var (context, key, old) = (candidate.Context, candidate.Key, candidate.Context.Old.Key);
        List<PlanStep> steps =
        [
            .. Fences(context),
            .. context.Tree.Where(m => context.IsDirect(m) && m is { IsLastCheckValid: true, Snapshot.IsMultiSource: false }).OrderBy(m => m.Key)
                .Select(m => new PlanStep(1, PlanStepKind.StopReceiver, m.Key, old, $"Stop {m.Key} receiving from {old}.")),
        ];
        var stage = 2;
        foreach (var (source, reached) in candidate.Route?.Stops ?? [])
            steps.Add(new(stage++, PlanStepKind.CatchUp, key, source, $"Let {key} apply what it received and fetch what it lacks from {source}.") { GtidSet = $"{reached}" });
        if (candidate.Donor is { } donor)
        {
            steps.Add(new(stage++, PlanStepKind.CatchUp, key, donor.Key, $"Let {key} apply what it received and fetch what it lacks from {donor.Key}, at the position that its Pseudo-GTID entries tell.")
            {
                Positioning = Positioning.PseudoGtid,
            });
        }

        steps.Add(new(stage++, PlanStepKind.WaitForApply, key, null, $"Wait until {key} has applied everything that it received.") { GtidSet = $"{candidate.Route?.Reached}" });
        steps.Add(new(stage++, PlanStepKind.Promote, key, null, $"Let {key} forget its source and accept writes."));
        steps.AddRange(Repoints(candidate, stage));
        var last = steps[^1].Stage;
        if (context.Policy.DetachLostReplicas)
            steps.AddRange(candidate.Stranded.OrderBy(s => s.Instance).Select(s => Detach(s.Instance, context.Topology.SourceOf(s.Instance)?.Key ?? old, last)));
        return steps;
    }

    /// <summary>
    /// Writes stop first and the siblings move last: moving them before would either break the chain while clients still write, or make every write pass
    /// through the candidate; so clients wait only for the candidate to catch up and be promoted.
    /// </summary>
    public static IReadOnlyList<PlanStep> ForTakeover(CandidateAssessment candidate)
    {
        var (key, old) = (candidate.Key, candidate.Context.Old.Key);
        List<PlanStep> steps =
        [
            .. Fences(candidate.Context),
            new(1, PlanStepKind.DemoteOldPrimary, old, null, $"End the connections of clients to {old} and make it read-only."),
        ];
        var stage = 2;
        // In a circle the old primary may hold back what another has written: it has to pass that on first.
        if (candidate.Context.Topology.SourceOf(old) is { } upstream && upstream.Key != key)
            steps.Add(new(stage++, PlanStepKind.WaitForApply, old, upstream.IsLastCheckValid ? upstream.Key : null, $"Wait until {old} has applied everything that it receives from {upstream.Key}."));
        steps.Add(new(stage++, PlanStepKind.WaitForApply, key, old, $"Wait until {key} has applied everything that {old} has executed."));
        steps.Add(new(stage++, PlanStepKind.Promote, key, null, $"Let {key} forget its source and accept writes."));
        steps.AddRange(Repoints(candidate, stage));
        if (ReplicationCompatibility.CanReplicateFrom(candidate.Context.Old, candidate.Member, candidate.Context.Policy).Can)
            steps.Add(new(Math.Max(stage, steps[^1].Stage), PlanStepKind.RejoinOldPrimary, old, key, Rejoin(old, key)) { Positioning = candidate.UsesPositions ? Positioning.SamePlace : Positioning.Gtid });
        return steps;
    }

    // A server that ran as a primary follows no other by what SQL can do.
    static string Rejoin(InstanceKey old, InstanceKey key) => old.Engine == DatabaseEngine.PostgreSql
        ? $"Stop {old} and set it back as a standby of {key}; that needs an agent beside it, and without one it stays read-only."
        : $"Point {old} at {key}.";

    static PlanStep Detach(InstanceKey key, InstanceKey source, int stage) => new(stage, PlanStepKind.Detach, key, source, $"Detach {key} from {source}: it is left behind.");

    /// <summary>Nobody waits for replicas that are far behind on purpose: they move last.</summary>
    static IEnumerable<PlanStep> Repoints(CandidateAssessment candidate, int stage) => candidate.Followers
        .Select(m => (Member: m, IsPostponed: m.Snapshot.Replication?.DelaySeconds > candidate.Context.Policy.PostponeDelaySeconds))
        .OrderBy(m => m.IsPostponed).ThenBy(m => m.Member.Key)
        .Select(m => Repoint(candidate, m.IsPostponed ? stage + 1 : stage, m.Member));

    static PlanStep Repoint(CandidateAssessment candidate, int stage, ClusterMember replica)
    {
        var (key, source) = (replica.Key, candidate.Key);
        var way = candidate.UsesPositions ? LogPositions.WayOf(candidate.Context, replica, candidate.Reaching).Way!.Value : Positioning.Gtid;
        var description = way switch
        {
            Positioning.SamePlace => $"Let {key} apply everything that it received, and point it at {source}, at the position at which {source} stood then.",
            Positioning.PseudoGtid => $"Point {key} at {source}, at the position that its Pseudo-GTID entries tell.",
            _ => $"Point {key} at {source}.",
        };
        return new PlanStep(stage, PlanStepKind.Repoint, key, source, description) { Positioning = way };
    }

    /// <summary>Whoever was or may still be a writable primary: the lost one, those that lost the role before, and co-primaries that cannot be reached.</summary>
    static IEnumerable<PlanStep> Fences(Succession context) => context.Topology.Members.Values
        .Where(m => context.Topology.CanonicalKey(m.Key) == m.Key && NeedsFence(context, m))
        .Select(m => new PlanStep(1, PlanStepKind.FenceOldPrimary, m.Key, null, $"Ask {m.Key} to be read-only, if it can be reached."));

    static bool NeedsFence(Succession context, ClusterMember member)
    {
        if (member.Key == context.Old.Key) return context.Kind == RecoveryKind.DeadPrimary;
        // Nobody who is healthy waits for one that does not answer.
        if (context.Kind == RecoveryKind.PlannedTakeover && !member.IsLastCheckValid) return false;
        if (member.Snapshot.IsReadOnly || member.Snapshot.Replication?.IsDetached == true) return false;
        return (member.IsDemoted || !member.IsLastCheckValid) && (context.Topology.IsPrimary(member.Key) || context.Topology.IsCoPrimary(member.Key));
    }
}
