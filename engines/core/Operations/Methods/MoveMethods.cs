using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>The ways to bring a replica below another source.</summary>
static class MoveMethods
{
    /// <summary>The replica is below the target already: it is pointed there again with the position that it has.</summary>
    public static readonly PointedMove InPlace = new(
        "where it is", StepAction.RepointInPlace, (replica, source) => $"Point {replica} at {source} with the position that it has.", WhyNotInPlace);

    public static readonly IMoveMethod Equivalent = new MoveToEquivalent();

    /// <summary>The replica positions itself by GTID, so that any source that has what it lacks will do.</summary>
    public static readonly PointedMove Gtid = new(
        "by GTID", StepAction.RepointByGtid, (replica, source) => $"Point {replica} at {source} by GTID.", WhyNotByGtid);

    public static readonly IMoveMethod Sibling = new MoveToSibling();
    public static readonly IMoveMethod Up = new MoveUp();

    /// <summary>Replica and target hold the same Pseudo-GTID entries, and the events after the newest one of the replica tell the place at which it goes on.</summary>
    public static readonly PointedMove PseudoGtid = new(
        "by Pseudo-GTID",
        StepAction.RepointByPseudoGtid,
        (replica, source) => $"Stop {replica}, find in the binary log of {source} the place of its last event, and point it there.",
        WhyNotByPseudoGtid);

    /// <summary>All of them, in the order in which they are tried.</summary>
    public static IReadOnlyList<IMoveMethod> All { get; } = [InPlace, Equivalent, Gtid, Sibling, Up, PseudoGtid];

    /// <summary>By GTID for a replica that positions itself so, else the given way.</summary>
    public static IReadOnlyList<IMoveMethod> ByWhatItUses(ClusterMember replica, IMoveMethod byPosition) =>
        [replica.Snapshot.Replication is { UsesGtid: true } ? Gtid : byPosition];

    /// <summary>Pseudo-GTID alone.</summary>
    public static IReadOnlyList<IMoveMethod> OnlyPseudoGtid { get; } = [PseudoGtid];

    static IEnumerable<string> WhyNotInPlace(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        if (context.Topology.SourceOf(replica.Key)?.Key != target.Key) yield return $"{replica.Key} does not replicate from {target.Key} now.";
    }

    static IEnumerable<string> WhyNotByGtid(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        if (GtidMoves.WhyNot(replica.Snapshot, target.Snapshot) is { } reason) yield return reason;
    }

    static IEnumerable<string> WhyNotByPseudoGtid(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        var (own, other) = (replica.Snapshot, target.Snapshot);
        if (!context.Policy.IsPseudoGtidConfigured) yield return "Pseudo-GTID is not configured: set AutoPseudoGTID, or PseudoGTIDPattern to what the entries look like.";
        if (own.Replication is { UsesGtid: true }) yield return $"{replica.Key} positions itself by GTID, which needs no Pseudo-GTID.";
        // What the server writes anew in another format is no longer the same event.
        if (own is { LogBin: true, LogReplicaUpdates: true } && !string.Equals(own.BinlogFormat, other.BinlogFormat, StringComparison.OrdinalIgnoreCase))
            yield return $"The binary log format of {replica.Key} is {own.BinlogFormat} and that of {target.Key} {other.BinlogFormat}: their events cannot be compared.";
    }
}
