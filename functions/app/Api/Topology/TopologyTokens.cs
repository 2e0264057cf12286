using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Topology;

/// <summary>What a line of the topology says of an instance.</summary>
internal static class TopologyTokens
{
    /// <summary>Lag, status, version, writability, binary log format, extras; the last may be empty.</summary>
    public static string[] Of(KnownInstance instance)
    {
        var snapshot = instance.Member.Snapshot;
        return
        [
            Lag(instance),
            Status(instance),
            snapshot.Version,
            snapshot.IsReadOnly ? "ro" : "rw",
            snapshot.LogBin ? snapshot.BinlogFormat : "nobinlog",
            string.Join(',', Extras(instance.Member)),
        ];
    }

    private static string Lag(KnownInstance instance) => instance switch
    {
        { Member.Snapshot.Replication.IsDetached: true } => "detached",
        { Freshness.IsLastCheckValid: false } or { Freshness.IsRecentlyChecked: false } => "unknown",
        { IsBroken: true } or { Member.Snapshot: { IsReplica: true, LagSeconds: null } } => "null",
        _ => $"{instance.Member.Snapshot.LagSeconds ?? 0}s",
    };

    private static string Status(KnownInstance instance) => instance switch
    {
        { Freshness.IsLastCheckValid: false } => "invalid",
        { Freshness.IsRecentlyChecked: false } => "unchecked",
        { IsBroken: true } => "nonreplicating",
        { IsLagging: true } => "lag",
        _ => "ok",
    };

    private static IEnumerable<string> Extras(ClusterMember member)
    {
        var snapshot = member.Snapshot;
        if (snapshot is { LogBin: true, LogReplicaUpdates: true }) yield return ">>";
        if (snapshot.Replication is { UsesGtid: true } || string.Equals(snapshot.GtidMode, "ON", StringComparison.OrdinalIgnoreCase))
            yield return string.IsNullOrEmpty(member.ErrantGtidSet) ? "GTID" : "GTID:errant";
        if (snapshot.UsesPseudoGtid) yield return "P-GTID";
        if (snapshot.SemiSync.SourceActive) yield return "semi:master";
        if (snapshot.SemiSync.ReplicaActive) yield return "semi:replica";
        if (member.Downtime is not null) yield return "downtimed";
    }
}
