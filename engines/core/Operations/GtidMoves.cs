using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Operations;

/// <summary>Whether a replica can be given another source by GTID.</summary>
public static class GtidMoves
{
    /// <summary>The reason against it, as a sentence; null when it can. Both snapshots need not be of the same moment.</summary>
    public static string? WhyNot(InstanceSnapshot replica, InstanceSnapshot source)
    {
        if (replica.Replication is not { UsesGtid: true } status) return $"{replica.Key} does not position itself by GTID.";
        if (source.GtidKind != status.GtidKind) return $"{source.Key} does not record the GTIDs that {replica.Key} positions itself by.";
        if (!GtidSet.TryParse(replica.GtidKind, replica.ExecutedGtidSet, out var executed)) return $"The GTID set of {replica.Key} cannot be read.";
        if (!GtidSet.TryParse(source.GtidKind, source.ExecutedGtidSet, out var offered)) return $"The GTID set of {source.Key} cannot be read.";
        // The source may be about to get what the replica has beyond it; the move waits for that.
        var reason = ReplicationCompatibility.WhyNotByGtid(
            executed, source.Key, executed.DivergesFrom(offered) ? offered : offered.Union(executed), ReplicationCompatibility.PurgedBy(source));
        return reason is null ? null : $"{replica.Key} cannot follow {source.Key}: {reason}.";
    }

    /// <summary>Whether the source must have what the replica has before the replica may follow it: MySQL skips what the replica has, the others look its position up.</summary>
    public static bool MustWait(InstanceSnapshot replica) => replica.GtidKind is GtidKind.MariaDb or GtidKind.Wal;

    /// <summary>Whether <paramref name="source"/> has everything that <paramref name="replica"/> has.</summary>
    public static bool HasAll(InstanceSnapshot source, InstanceSnapshot replica) =>
        GtidSet.TryParse(source.GtidKind, source.ExecutedGtidSet, out var offered)
        && GtidSet.TryParse(replica.GtidKind, replica.ExecutedGtidSet, out var executed)
        && offered.Contains(executed);
}
