namespace Ham4Db.Core.Model;

/// <summary>Finds out which known instance a replica's configured source is: an address alone may be an alias or stale.</summary>
sealed class SourceResolver
{
    readonly Dictionary<InstanceKey, InstanceKey> _canonical = [];
    readonly ILookup<(DatabaseEngine, string), InstanceKey> _byServerId;
    readonly ILookup<InstanceKey, InstanceKey> _byReportedAddress;
    readonly ILookup<InstanceKey, InstanceKey> _byAdvertisedReplica;
    readonly ILookup<InstanceKey, InstanceKey> _byVirtualAddress;

    public SourceResolver(IReadOnlyCollection<ClusterMember> members)
    {
        foreach (var sameServer in members.GroupBy(Identity))
        {
            var preferred = sameServer.OrderByDescending(m => m.IsLastCheckValid).ThenBy(m => m.Key).First().Key;
            foreach (var member in sameServer) _canonical[member.Key] = preferred;
        }

        _byServerId = members.Where(m => IdentifiesServer(m.Snapshot)).OrderBy(m => m.Key)
            .ToLookup(m => (m.Key.Engine, m.Snapshot.ServerId.ToUpperInvariant()), m => m.Key);
        _byReportedAddress = members.Where(m => m.Snapshot.ReportedHost.Length > 0)
            .ToLookup(m => m.Key with { Host = m.Snapshot.ReportedHost }, m => _canonical[m.Key]);
        _byVirtualAddress = members.Where(m => m.VirtualHost.Length > 0).ToLookup(m => m.Key with { Host = m.VirtualHost }, m => _canonical[m.Key]);
        _byAdvertisedReplica = members.SelectMany(m => m.Snapshot.Replicas.Select(r => (Replica: CanonicalKey(r), Source: _canonical[m.Key])))
            .ToLookup(p => p.Replica, p => p.Source);
    }

    /// <summary>One address for all addresses of the same server.</summary>
    public InstanceKey CanonicalKey(InstanceKey key) => _canonical.GetValueOrDefault(key, key);

    /// <summary>The source of a replica among the known instances; null when it has none or it is not known.</summary>
    public InstanceKey? Resolve(ClusterMember member)
    {
        if (member.Snapshot.Replication is not { } status || !status.Source.IsValid) return null;
        var own = CanonicalKey(member.Key);
        var source = ByServerId(status) ?? ByKey(status.Source) ?? OnlyOne(_byVirtualAddress[status.Source]) ?? ByReportedAddress(status.Source) ?? ByAdvertisement(own);
        return source == own ? null : source;
    }

    InstanceKey? ByServerId(ReplicationStatus status)
    {
        if (status.SourceServerId.Length == 0) return null;
        var found = _byServerId[(status.Source.Engine, status.SourceServerId.ToUpperInvariant())].ToList();
        if (found.Count == 0) return null;
        return CanonicalKey(found.Contains(status.Source) ? status.Source : found[0]);
    }

    InstanceKey? ByKey(InstanceKey source) => _canonical.TryGetValue(source, out var key) ? key : null;

    InstanceKey? ByReportedAddress(InstanceKey source) =>
        // "localhost" means another server on every host.
        source.Host.StartsWith("127.", StringComparison.Ordinal) || source.Host is "localhost" or "::1" ? null : OnlyOne(_byReportedAddress[source]);

    InstanceKey? ByAdvertisement(InstanceKey replica) => OnlyOne(_byAdvertisedReplica[replica].Where(s => s != replica));

    static InstanceKey? OnlyOne(IEnumerable<InstanceKey> keys) => keys.Distinct().Take(2).ToArray() is [var only] ? only : null;

    // The identity of a PostgreSQL or openGauss server is shared by its whole cluster, and MariaDB's is derived from the network card and the port:
    // only together with the server's number and its own name does an identity say that two addresses are one server.
    static object Identity(ClusterMember member) => member.Snapshot is { ServerNumber: not 0 } s && IdentifiesServer(s)
        ? (s.ServerId.ToUpperInvariant(), s.ServerNumber, s.ReportedHost)
        : member.Key;

    static bool IdentifiesServer(InstanceSnapshot snapshot) => snapshot.Key.Engine == DatabaseEngine.MySql && snapshot.ServerId.Length > 0;
}
