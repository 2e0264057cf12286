using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>Whether one instance can replicate from another, by their settings.</summary>
public static class ReplicationCompatibility
{
    static readonly string[] FormatsBySize = ["STATEMENT", "MIXED", "ROW"];

    /// <summary>Checks identity, logging, versions, binary log formats, filters and delays.</summary>
    /// <param name="replica">The instance that would replicate.</param>
    /// <param name="source">The instance that it would replicate from.</param>
    /// <param name="policy">The user's rules.</param>
    /// <returns>Whether it can, and in words why not (empty when it can).</returns>
    public static (bool Can, string Reason) CanReplicateFrom(ClusterMember replica, ClusterMember source, RecoveryPolicy policy)
    {
        var reason = WhyNot(replica.Snapshot, source.Snapshot, policy);
        return (reason is null, reason ?? "");
    }

    /// <summary>Checks by GTID that the source still has what the replica lacks, and that the replica is not ahead of it.</summary>
    /// <param name="executed">What the replica will have executed by then.</param>
    /// <param name="source">The instance that it would replicate from.</param>
    /// <param name="offered">What the source will have executed by then.</param>
    /// <param name="purged">What the source has executed and does not hold any more; null when that cannot be read.</param>
    /// <returns>In words why it cannot; null when it can.</returns>
    internal static string? WhyNotByGtid(GtidSet executed, InstanceKey source, GtidSet offered, GtidSet? purged)
    {
        if (executed.DivergesFrom(offered)) return $"it has gone another way than {source} ({executed.Subtract(offered)})";
        // MySQL only skips what the replica has; the others look its position up in the source's log and stop when it is not there.
        if (executed.Kind != GtidKind.Oracle && !offered.Contains(executed)) return $"it has transactions that {source} lacks ({executed.Subtract(offered)})";
        if (executed.Kind != GtidKind.Oracle) return null;
        if (purged is null) return $"the purged transactions of {source} cannot be read";
        return executed.Contains(purged) ? null : $"{source} has purged transactions that it lacks ({purged.Subtract(executed)})";
    }

    /// <summary>What an instance has executed and does not hold any more; null when that cannot be read.</summary>
    internal static GtidSet? PurgedBy(InstanceSnapshot snapshot) => GtidSet.TryParse(snapshot.GtidKind, snapshot.PurgedGtidSet, out var purged) ? purged : null;

    /// <summary>Which channels a multi-source replica has, as the end of a sentence.</summary>
    internal static string SeveralSources(InstanceSnapshot snapshot)
    {
        IEnumerable<ReplicationStatus> channels = snapshot.Replication is { } first ? [first, .. snapshot.OtherChannels] : snapshot.OtherChannels;
        var list = string.Join(", ", channels.Select(c => $"{(c.Channel.Length == 0 ? "the default channel" : $"channel '{c.Channel}'")} from {c.Source}"));
        return $"replicates from {(snapshot.OtherChannels.Count > 0 ? "several sources" : "a source over a named channel")} ({list})";
    }

    static string? WhyNot(InstanceSnapshot replica, InstanceSnapshot source, RecoveryPolicy policy)
    {
        if (replica.Key == source.Key) return "an instance cannot replicate from itself";
        if (replica.Key.Engine != source.Key.Engine) return $"{source.Key} is another kind of database";
        if (replica.Key.Engine != DatabaseEngine.MySql) return WhyNotPhysically(replica, source, policy);
        if (replica.IsMultiSource) return $"it {SeveralSources(replica)}, and Ham4Db does not change the sources of such an instance";
        if (!source.LogBin) return $"{source.Key} has no binary log";
        if (source.IsReplica && !source.LogReplicaUpdates) return $"{source.Key} does not log what it replicates (log_slave_updates)";
        if (!source.IsBinlogServer && !replica.IsBinlogServer && CompareVersions(replica.MajorVersion, source.MajorVersion) < 0)
            return $"its version {replica.MajorVersion} is below {source.MajorVersion} of {source.Key}";
        if (replica is { LogBin: true, LogReplicaUpdates: true } && !source.IsBinlogServer && FormatSize(replica) < FormatSize(source))
            return $"its binary log format {replica.BinlogFormat} cannot hold {source.BinlogFormat} of {source.Key}";
        if (policy.VerifyReplicationFilters && source.Replication?.HasFilters == true && replica.Replication?.HasFilters != true)
            return $"{source.Key} has replication filters and it has none";
        if (replica.ServerNumber != 0 && replica.ServerNumber == source.ServerNumber) return $"it has the same server_id as {source.Key} ({source.ServerNumber})";
        if (replica.Flavor != ServerFlavor.MariaDb && SameText(replica.ServerId, source.ServerId)) return $"it has the same server_uuid as {source.Key}";
        return WhyNotByDelay(replica, source, policy);
    }

    // Copies of the same blocks: only servers of one origin and one major version can follow each other.
    static string? WhyNotPhysically(InstanceSnapshot replica, InstanceSnapshot source, RecoveryPolicy policy)
    {
        if (replica.ServerId.Length > 0 && source.ServerId.Length > 0 && replica.ServerId != source.ServerId)
            return $"its system identifier is {replica.ServerId} and that of {source.Key} is {source.ServerId}";
        if (replica.MajorVersion != source.MajorVersion) return $"its version is {replica.MajorVersion} and that of {source.Key} is {source.MajorVersion}";
        return WhyNotByDelay(replica, source, policy);
    }

    static string? WhyNotByDelay(InstanceSnapshot replica, InstanceSnapshot source, RecoveryPolicy policy)
    {
        var (ownDelay, sourceDelay) = (replica.Replication?.DelaySeconds ?? 0, source.Replication?.DelaySeconds ?? 0);
        return ownDelay < sourceDelay && sourceDelay > policy.MaintenanceLagSeconds ? $"{source.Key} is delayed by {sourceDelay} s" : null;
    }

    /// <summary>Compares versions part by part as numbers, so that 10.11 follows 10.6.</summary>
    internal static int CompareVersions(string a, string b)
    {
        if (a == b) return 0;
        var (left, right) = (Numbers(a), Numbers(b));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var order = left.ElementAtOrDefault(i).CompareTo(right.ElementAtOrDefault(i));
            if (order != 0) return order;
        }

        return 0;
    }

    /// <summary>How much a binary log of the instance's format can hold; larger holds what smaller does. Unknown formats (a binary log server) count as the smallest.</summary>
    internal static int FormatSize(InstanceSnapshot snapshot) => Math.Max(0, Array.FindIndex(FormatsBySize, f => SameText(f, snapshot.BinlogFormat)));

    static int[] Numbers(string version) => [.. version.Split('.').Select(part => int.TryParse(part, out var number) ? number : 0)];

    static bool SameText(string a, string b) => a.Length > 0 && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
