using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Operations;

/// <summary>What must hold before an instance is moved. Each answers with a sentence about what is wrong and what would be allowed, or null.</summary>
static class Preconditions
{
    /// <summary>The instance answers.</summary>
    public static string? WhyNotReachable(ClusterMember member) => member.IsLastCheckValid
        ? null
        : $"{member.Key} cannot be reached{(member.LastCheckError.Length > 0 ? $" ({member.LastCheckError.TrimEnd('.')})" : "")}: bring it back first.";

    /// <summary>The instance is a replica that may be touched at all.</summary>
    public static IEnumerable<string> WhyNotTouch(ClusterMember member)
    {
        var snapshot = member.Snapshot;
        if (WhyNotReachable(member) is { } unreachable) yield return unreachable;
        if (member.InMaintenance) yield return $"{member.Key} is under maintenance: end that first.";
        if (snapshot.OtherChannels.Count > 0) yield return $"{member.Key} replicates from several sources: these are shown and never touched.";
        if (IsGroupSecondary(snapshot)) yield return $"{member.Key} is a secondary of the group {snapshot.GroupName}: the group decides whom it follows, and only the group's primary can be moved.";
    }

    /// <summary>The instance replicates and may be given another source.</summary>
    public static IEnumerable<string> WhyNotMove(ClusterMember member)
    {
        foreach (var reason in WhyNotTouch(member)) yield return reason;
        if (member.Snapshot.Replication is not { } status) yield return $"{member.Key} is not a replica: it has no source that could be replaced.";
        else if (status.IsDetached) yield return $"{member.Key} is detached from its source: reattach it first.";
    }

    /// <summary>The instance replicates now and is not far behind, so that its binary log position can be worked with.</summary>
    public static IEnumerable<string> WhyNotMoveByPosition(OperationContext context, ClusterMember member)
    {
        foreach (var reason in WhyNotMove(member)) yield return reason;
        if (member.Snapshot.Replication is not { IsDetached: false } status) yield break;
        if (!status.IsRunning) yield return $"{member.Key} is not replicating: start replication on it first.";
        else if (member.Snapshot.LagSeconds is not { } lag) yield return $"The lag of {member.Key} is not known: wait until it is.";
        else if (Math.Abs(lag - status.DelaySeconds) is var behind && behind > context.Policy.Replication.MaintenanceLagSeconds)
            yield return $"{member.Key} lags by {behind} s, and at most {context.Policy.Replication.MaintenanceLagSeconds} s are reasonable: let it catch up first.";
    }

    /// <summary>One instance may replicate from the other.</summary>
    public static IEnumerable<string> WhyNotBelow(OperationContext context, ClusterMember replica, ClusterMember source)
    {
        if (context.Topology.IsDescendantOf(source.Key, replica.Key) && !context.Topology.IsCoPrimary(replica.Key))
            yield return $"{source.Key} replicates from {replica.Key}, directly or through others: {replica.Key} cannot be below it.";
        var (snapshot, other) = (replica.Snapshot, source.Snapshot);
        if (snapshot.GroupName.Length > 0 && snapshot.GroupName == other.GroupName)
            yield return $"{replica.Key} and {source.Key} are members of the group {snapshot.GroupName}: a group's primary cannot replicate from its own group.";
        if (WhyNotReplicate(context, replica, source) is { } reason) yield return reason;
    }

    /// <summary>One instance may replicate from the other by their settings.</summary>
    public static string? WhyNotReplicate(OperationContext context, ClusterMember replica, ClusterMember source) =>
        ReplicationCompatibility.CanReplicateFrom(replica, source, context.Policy.Replication) is (false, var reason)
            ? $"{replica.Key} cannot replicate from {source.Key}: {reason}."
            : null;

    /// <summary>Something about a move that is worth knowing before.</summary>
    public static IEnumerable<string> Notes(ClusterMember member)
    {
        if (member.Snapshot.Replication is { IsRunning: false }) yield return $"{member.Key} is not replicating now; it is started.";
        if (!string.IsNullOrEmpty(member.ErrantGtidSet)) yield return $"{member.Key} has transactions that its source never had: {member.ErrantGtidSet}.";
        if (member.Snapshot.Replication is { HasFilters: true }) yield return $"{member.Key} has replication filters; they stay.";
    }

    static bool IsGroupSecondary(InstanceSnapshot snapshot) =>
        snapshot.GroupName.Length > 0
        && !snapshot.GroupMemberState.Equals("OFFLINE", StringComparison.OrdinalIgnoreCase)
        && !snapshot.GroupMemberRole.Equals("PRIMARY", StringComparison.OrdinalIgnoreCase);
}
