using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>Where Pseudo-GTID entries may be written: only where nobody can doubt that it is the primary, because an entry elsewhere is an errant transaction.</summary>
public static class PseudoGtidTarget
{
    /// <summary>The primary to write to; null when none may be written to.</summary>
    public static ClusterMember? Find(ClusterTopology topology)
    {
        if (topology.Primary is not { IsLastCheckValid: true, IsDemoted: false, InMaintenance: false } primary) return null;
        if (primary.Snapshot is not { IsReadOnly: false, IsSuperReadOnly: false, LogBin: true, IsBinlogServer: false, GroupName.Length: 0, OtherChannels.Count: 0 }) return null;
        return UsesGtid(topology, primary) || HasRival(topology, primary) || !IsFollowed(topology, primary) ? null : primary;
    }

    // One replica that moves by GTID shows that the cluster can do better.
    static bool UsesGtid(ClusterTopology topology, ClusterMember primary) =>
        primary.Snapshot.GtidMode.StartsWith("ON", StringComparison.OrdinalIgnoreCase)
        || topology.Members.Values.Any(m => m.Snapshot.Replication?.UsesGtid == true);

    // Another root, or another instance of its circle, that accepts writes or may do so unseen.
    static bool HasRival(ClusterTopology topology, ClusterMember primary) => topology.Members.Values.Any(m =>
        m.Key != primary.Key
        && topology.CanonicalKey(m.Key) == m.Key
        && !m.Snapshot.IsReadOnly
        && (topology.IsPrimary(m.Key) || topology.IsCoPrimary(m.Key)));

    static bool IsFollowed(ClusterTopology topology, ClusterMember primary) =>
        topology.ReplicasOf(primary.Key).Any(r => r is { IsLastCheckValid: true, Snapshot.Replication.Receiver: ReplicationThreadState.Running });
}
