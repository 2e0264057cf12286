using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Operations.Methods;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>regroup-replicas</c>: chooses the best replica of an instance, dead or alive, and moves the others below it.</summary>
sealed class RegroupRule(string kind, string summary, IReadOnlyList<IMoveMethod> methods) : IOperationRule
{
    public string Kind => kind;
    public string Summary => summary;
    public bool NeedsTarget => false;
    public IReadOnlyList<string> Aliases => [Kind.Replace("replicas", "slaves", StringComparison.Ordinal)];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var replicas = context.Topology.ReplicasOf(context.Instance.Key);
        var reasons = replicas.ToDictionary(r => r.Key, r => WhyNotLead(r));
        var best = replicas.Where(r => reasons[r.Key] is null).Order(Comparer(context, replicas)).FirstOrDefault();
        if (best is null)
        {
            draft.Refuse(replicas.Count == 0
                ? $"{context.Instance.Key} has no replicas."
                : $"None of the replicas of {context.Instance.Key} can lead the others. {string.Join(' ', reasons.Select(r => r.Value))}");
            return;
        }

        draft.Chosen = best.Key;
        var ahead = replicas.Where(r => r.Key != best.Key && !context.Instance.IsLastCheckValid && IsAhead(r, best)).ToList();
        foreach (var replica in ahead) draft.LeaveOut(replica.Key, $"{replica.Key} has transactions that {best.Key} lacks, and their source cannot be reached.");
        Moves.Many(context, draft, [.. replicas.Where(r => r.Key != best.Key && !ahead.Contains(r))], best, methods);
    }

    static string? WhyNotLead(ClusterMember replica)
    {
        if (Preconditions.WhyNotMove(replica).FirstOrDefault() is { } reason) return reason;
        if (!replica.Snapshot.LogBin || !replica.Snapshot.LogReplicaUpdates) return $"{replica.Key} does not log what it replicates (log_bin, log_slave_updates).";
        return replica.PromotionRule == PromotionRule.MustNot ? $"The promotion rule of {replica.Key} is must_not." : null;
    }

    static Comparer<ClusterMember> Comparer(OperationContext context, IReadOnlyList<ClusterMember> replicas)
    {
        var isLost = !context.Instance.IsLastCheckValid;
        var ranks = replicas.ToDictionary(r => r.Key, Rank);
        return Comparer<ClusterMember>.Create((a, b) => ranks[a.Key].CompareTo(ranks[b.Key]));

        // Of a source that lives all get everything in the end; of a lost one the most advanced has to lead.
        (int Stranded, long Lacks, PromotionRule Rule, bool IsElsewhere, InstanceKey Key) Rank(ClusterMember own) => (
            replicas.Count(r => r.Key != own.Key && !ReplicationCompatibility.CanReplicateFrom(r, own, context.Policy.Replication).Can),
            isLost ? Lacks(own, replicas) : 0,
            own.PromotionRule,
            own.Snapshot.DataCenter != context.Instance.Snapshot.DataCenter,
            own.Key);
    }

    static long Lacks(ClusterMember own, IReadOnlyList<ClusterMember> replicas)
    {
        if (Executed(own) is not { } executed) return replicas.Count(r => r.Snapshot.Replication!.Executed.CompareTo(own.Snapshot.Replication!.Executed) > 0);
        var all = replicas.Select(Executed).Where(s => s?.Kind == executed.Kind).Aggregate(executed, (sum, next) => sum.Union(next!));
        return all.CountBeyond(executed);
    }

    static bool IsAhead(ClusterMember replica, ClusterMember best) =>
        Executed(replica) is { } own && Executed(best) is { } offered && own.Kind == offered.Kind && !offered.Contains(own);

    static GtidSet? Executed(ClusterMember member) =>
        member.Snapshot.Replication is { UsesGtid: true } && GtidSet.TryParse(member.Snapshot.GtidKind, member.Snapshot.ExecutedGtidSet, out var set) ? set : null;
}
