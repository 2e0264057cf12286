using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>make-co-master</c>: lets the primary replicate from one of its replicas, so that both follow each other.</summary>
sealed class MakeCoPrimaryRule : IOperationRule
{
    public string Kind => "make-co-master";
    public string Summary => "Let the primary replicate from one of its read-only replicas, so that both follow each other.";
    public bool NeedsTarget => false;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var (topology, replica) = (context.Topology, context.Instance);
        foreach (var reason in Preconditions.WhyNotMoveByPosition(context, replica)) draft.Refuse(reason);
        if (topology.SourceOf(replica.Key) is not { } primary)
        {
            draft.Refuse($"The source of {replica.Key} is not known.");
            return;
        }

        if (topology.SourceOf(primary.Key)?.Key == replica.Key) draft.Refuse($"instance {replica.Key} is already co master of {primary.Key}");
        if (!replica.Snapshot.IsReadOnly) draft.Refuse($"{replica.Key} accepts writes: make it read-only first, so that there is one writable primary only.");
        foreach (var reason in Preconditions.WhyNotTouch(primary)) draft.Refuse(reason);
        draft.Refuse(WhyNotFree(topology, primary, replica));
        draft.Refuse(Preconditions.WhyNotReplicate(context, primary, replica));
        if (primary.Snapshot.Replication is null && !context.Policy.Replication.HasReplicationCredentials && topology.Members.Values.All(m => !m.Snapshot.ReplicationCredentialsAvailable))
            draft.Refuse($"{primary.Key} has no account to replicate with and nobody's can be read: set MySQLReplicationUser and MySQLReplicationPassword, or ReplicationCredentialsQuery.");
        if (!string.IsNullOrEmpty(replica.ErrantGtidSet)) draft.Warn($"{replica.Key} has transactions that {primary.Key} never had and would get: {replica.ErrantGtidSet}.");
        draft.Add(new OperationStep(draft.NextStage, StepAction.MakeCoPrimary, primary.Key, $"Point {primary.Key} at {replica.Key}; it stays writable.")
        {
            Branch = replica.Key,
            From = primary.Snapshot.Replication?.Source,
            Source = replica.Key,
        });
    }

    // A primary that is one of a pair already may change its partner where the present one serves nobody.
    static string? WhyNotFree(ClusterTopology topology, ClusterMember primary, ClusterMember replica)
    {
        if (topology.SourceOf(primary.Key) is not { } partner || partner.Key == replica.Key) return null;
        if (!topology.IsCoPrimary(primary.Key)) return $"{primary.Key} replicates from {partner.Key}: only a primary can be made a co-primary.";
        return partner is { IsLastCheckValid: true, Snapshot.IsReadOnly: false }
            ? $"{primary.Key} is a co-primary of {partner.Key}, which is well and writable: make that one read-only first."
            : null;
    }
}
