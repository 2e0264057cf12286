using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Analysis;

/// <summary>
/// Which of two writable primaries is to be stopped: the one that has the older timeline or less of the log, and from which nobody streams. Only where all
/// signs say the same, and where a program beside it can stop it: else both are shown and nothing is done.
/// </summary>
static class DuplicatePrimaries
{
    /// <summary>The one to be stopped; null where that is not known.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="rivals">All that accept writes as a primary.</param>
    public static InstanceKey? Surplus(ClusterTopology topology, IReadOnlyList<InstanceKey> rivals)
    {
        if (rivals is not [var first, var second]) return null;
        var (a, b) = (topology.Members[first], topology.Members[second]);
        if (a.Snapshot.Condition is not { ManagedBy.Length: 0 } one || b.Snapshot.Condition is not { ManagedBy.Length: 0 } other) return null;
        var timeline = one.Timeline > 0 && other.Timeline > 0 ? one.Timeline.CompareTo(other.Timeline) : 0;
        var position = PositionOf(a) is { } left && PositionOf(b) is { } right ? left.CompareTo(right) : 0;
        if (timeline == 0 && position == 0) return null;
        int[] signs = [timeline, position, HasFollowers(topology, first).CompareTo(HasFollowers(topology, second))];
        return signs.All(s => s <= 0) ? first : signs.All(s => s >= 0) ? second : null;
    }

    static ulong? PositionOf(ClusterMember member) =>
        GtidSet.TryParse(member.Snapshot.GtidKind, member.Snapshot.ExecutedGtidSet, out var set) && set is WalSet { IsEmpty: false } wal ? wal.End : null;

    static bool HasFollowers(ClusterTopology topology, InstanceKey key) =>
        topology.ReplicasOf(key).Any(r => r is { IsLastCheckValid: true, Snapshot.Replication.IsRunning: true });
}
