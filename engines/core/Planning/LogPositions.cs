using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What coordinates in the old primary's binary log tell where replication goes without GTIDs. They are compared as numbers.</summary>
static class LogPositions
{
    /// <summary>Up to where an instance has received the old primary's log; null where its coordinates count in the log of another.</summary>
    public static BinlogCoordinates? Received(Succession context, ClusterMember member) =>
        context.IsDirect(member) && member.Snapshot.Replication is { Read.IsEmpty: false } status ? status.Read : null;

    /// <summary>How a replica finds its place in the log of a candidate, or in words why it cannot.</summary>
    public static (Positioning? Way, string Reason) WayOf(Succession context, ClusterMember replica, ClusterMember candidate)
    {
        if (replica.Snapshot.Replication?.UsesGtid == true) return (null, $"it positions itself by GTID and {candidate.Key} does not");
        // Writes have stopped by then, and both wait for the last of them.
        if (context.Kind == RecoveryKind.PlannedTakeover) return (Positioning.SamePlace, "");
        if (IsAhead(context, replica, candidate))
            return (null, $"it has received the binary log of {context.Old.Key} up to {Received(context, replica)}, and {candidate.Key} up to {Received(context, candidate)} only");
        if (IsLevel(context, replica, candidate)) return (Positioning.SamePlace, "");
        if (replica.Snapshot.UsesPseudoGtid && candidate.Snapshot.UsesPseudoGtid) return (Positioning.PseudoGtid, "");
        return (null, Received(context, replica) is { } own && Received(context, candidate) is { } theirs
            ? $"it has received the binary log of {context.Old.Key} up to {own}, {candidate.Key} up to {theirs}, and neither GTID nor Pseudo-GTID tells where it goes on in the log of {candidate.Key}"
            : $"its position and that of {candidate.Key} count in different logs, and neither GTID nor Pseudo-GTID tells where it goes on in the log of {candidate.Key}");
    }

    /// <summary>Whether an instance has received more of the old primary's log than another.</summary>
    public static bool IsAhead(Succession context, ClusterMember member, ClusterMember other) =>
        !IsMoving(member, other) && Received(context, member) is { } own && Received(context, other) is { } theirs && own.CompareTo(theirs) > 0;

    /// <summary>Who is known to have had more of the old primary's log than a candidate has received; null for nobody.</summary>
    public static LogPart? Missing(Succession context, ClusterMember candidate)
    {
        if (Received(context, candidate) is not { } own) return null;
        var ahead = context.Tree.Where(m => m.Key != candidate.Key && WasSeen(m, candidate) && IsAhead(context, m, candidate))
            .Select(m => new LogPart(m.Key, own, m.Snapshot.Replication!.Read));
        if (IsPassedBy(context, candidate, own)) ahead = ahead.Append(new LogPart(context.Old.Key, own, context.Old.Snapshot.BinlogPosition));
        return ahead.OrderByDescending(a => a.To).ThenBy(a => a.Holder == context.Old.Key).ThenBy(a => a.Holder).FirstOrDefault();
    }

    /// <summary>
    /// How many instances, the old primary among them, are known to have had more of its log than a candidate has received. Of a deeper tier that is not
    /// known: every direct replica may have had more.
    /// </summary>
    public static int CountAhead(Succession context, ClusterMember candidate)
    {
        var others = context.Tree.Where(m => m.Key != candidate.Key && WasSeen(m, candidate));
        return Received(context, candidate) is { } own
            ? others.Count(m => IsAhead(context, m, candidate)) + (IsPassedBy(context, candidate, own) ? 1 : 0)
            : others.Count(context.IsDirect);
    }

    /// <summary>The one with most of the old primary's log among those that a candidate can fetch it from; null for nobody.</summary>
    public static ClusterMember? FindDonor(Succession context, ClusterMember candidate) => !candidate.Snapshot.UsesPseudoGtid
        ? null
        : context.Tree.Where(m => m.Key != candidate.Key && IsAhead(context, m, candidate) && CanGive(context, m, candidate))
            .OrderByDescending(m => Received(context, m)!.Value).ThenBy(m => m.Key).FirstOrDefault();

    // It has to log what it applies, apply all that it has received, and write events that can be compared.
    static bool CanGive(Succession context, ClusterMember donor, ClusterMember candidate) =>
        donor is { IsLastCheckValid: true, InMaintenance: false, Snapshot: { LogBin: true, LogReplicaUpdates: true, IsBinlogServer: false, UsesPseudoGtid: true, Replication: { Applier: ReplicationThreadState.Running, DelaySeconds: 0, UsesGtid: false } } }
        && string.Equals(donor.Snapshot.BinlogFormat, candidate.Snapshot.BinlogFormat, StringComparison.OrdinalIgnoreCase)
        && ReplicationCompatibility.CanReplicateFrom(candidate, donor, context.Policy).Can;

    static bool IsLevel(Succession context, ClusterMember replica, ClusterMember candidate) =>
        Received(context, replica) is { } own && Received(context, candidate) is { } theirs && (IsMoving(replica, candidate) || own.CompareTo(theirs) == 0);

    // While receivers run, snapshots of different moments differ though both get the same.
    static bool IsMoving(ClusterMember one, ClusterMember other) =>
        one.Snapshot.Replication?.Receiver == ReplicationThreadState.Running || other.Snapshot.Replication?.Receiver == ReplicationThreadState.Running;

    // What was seen on a lost instance later than the candidate, the candidate may have received since.
    static bool WasSeen(ClusterMember member, ClusterMember candidate) => member.IsLastCheckValid || member.Snapshot.SeenAt <= candidate.Snapshot.SeenAt;

    static bool IsPassedBy(Succession context, ClusterMember candidate, BinlogCoordinates received) =>
        context.Old.Snapshot.SeenAt <= candidate.Snapshot.SeenAt
        && candidate.Snapshot.Replication?.Receiver != ReplicationThreadState.Running
        && context.Old.Snapshot.BinlogPosition.CompareTo(received) > 0;
}
