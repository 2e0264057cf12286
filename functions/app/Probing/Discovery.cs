using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Probing;

/// <summary>Makes instances known: by address, and then by what known instances say of their sources and replicas.</summary>
public sealed class Discovery(EngineRegistry engines, FleetStore store, Ham4DbOptions options, TimeProvider time, ILogger<Discovery> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<InstanceKey, DateTimeOffset> _retryAt = new();

    private TimeSpan Timeout => TimeSpan.FromSeconds(options.MySQLConnectTimeoutSeconds + options.MySQLDiscoveryReadTimeoutSeconds);

    /// <summary>Probes an address and makes it known, in the cluster of its source or its replicas, else in one of its own.</summary>
    public async Task<ProbeOutcome> DiscoverAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        if (HostFilters.Matches(options.DiscoveryIgnoreHostnameFilters, key.Host, key.Port))
            return new ProbeOutcome(null, new ProbeFailure(ProbeFailureKind.NotAllowed, $"{key} matches DiscoveryIgnoreHostnameFilters."));
        var outcome = await engines.For(key).ProbeAsync(key, Timeout, cancellationToken);
        if (outcome.Snapshot is not { } snapshot) return outcome;
        var directory = await store.GetDirectoryAsync(cancellationToken);
        var clusterId = ClusterOf(snapshot, directory) ?? NewClusterId(snapshot);
        await AddAsync(snapshot, clusterId, directory, cancellationToken);
        return outcome;
    }

    /// <summary>Makes the unknown sources and replicas of a cluster's members known, and moves members whose source belongs to another cluster there.</summary>
    public async Task DiscoverNeighboursAsync(string clusterId, IReadOnlyCollection<ClusterMember> members, CancellationToken cancellationToken)
    {
        var directory = await store.GetDirectoryAsync(cancellationToken);
        var known = directory.ToDictionary(d => d.Key);
        foreach (var member in members.Where(m => m.IsLastCheckValid && m.Snapshot.IsReplica))
        {
            if (known.TryGetValue(member.Snapshot.Replication!.Source, out var source) && source.ClusterId != clusterId
                && await LeadsAsync(source, clusterId, known, cancellationToken))
                await MoveAsync(member, clusterId, source.ClusterId, cancellationToken);
        }

        var wanted = members.Where(m => m.IsLastCheckValid).SelectMany(m => Neighbours(m.Snapshot)).Distinct()
            .Where(key => !known.ContainsKey(key) && IsDue(key)).ToList();
        await Task.WhenAll(wanted.Select(key => DiscoverNeighbourAsync(clusterId, key, directory, cancellationToken)));
    }

    private async Task DiscoverNeighbourAsync(string clusterId, InstanceKey key, List<DirectoryEntry> directory, CancellationToken cancellationToken)
    {
        var outcome = await engines.For(key).ProbeAsync(key, Timeout, cancellationToken);
        var isAlias = outcome.Snapshot is { ServerId.Length: > 0 } snapshot && directory.Any(d => d.ServerId == snapshot.ServerId);
        if (outcome.Snapshot is null || isAlias) _retryAt[key] = time.GetUtcNow() + RetryAfter;
        else await AddAsync(outcome.Snapshot, clusterId, directory, cancellationToken);
    }

    private bool IsDue(InstanceKey key) => !_retryAt.TryGetValue(key, out var at) || at <= time.GetUtcNow();

    // Of two clusters that replicate from each other, the one with the smaller id takes the other in.
    private async Task<bool> LeadsAsync(
        DirectoryEntry source, string clusterId, Dictionary<InstanceKey, DirectoryEntry> known, CancellationToken cancellationToken)
    {
        var members = await store.GetMembersAsync(source.ClusterId, cancellationToken);
        var back = members.FirstOrDefault(m => m.Key == source.Key)?.Snapshot.Replication?.Source;
        var isCircular = back is { } key && known.TryGetValue(key, out var entry) && entry.ClusterId == clusterId;
        return !isCircular || string.CompareOrdinal(source.ClusterId, clusterId) < 0;
    }

    private async Task MoveAsync(ClusterMember member, string from, string to, CancellationToken cancellationToken)
    {
        await store.SaveMembersAsync(to, [member], cancellationToken);
        await store.SaveDirectoryAsync(new DirectoryEntry(member.Key, to, member.Snapshot.ServerId, time.GetUtcNow()), cancellationToken);
        await store.RemoveMemberAsync(from, member.Key, cancellationToken);
        Log.Joined(logger, member.Key, to);
    }

    private async Task AddAsync(InstanceSnapshot snapshot, string clusterId, List<DirectoryEntry> directory, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var member = new ClusterMember { Snapshot = snapshot, LastChecked = now };
        await store.SaveMembersAsync(clusterId, [member], cancellationToken);
        if (directory.All(d => d.Key != snapshot.Key || d.ClusterId != clusterId))
        {
            await store.SaveDirectoryAsync(new DirectoryEntry(snapshot.Key, clusterId, snapshot.ServerId, now), cancellationToken);
            Log.Joined(logger, snapshot.Key, clusterId);
        }
    }

    private IEnumerable<InstanceKey> Neighbours(InstanceSnapshot snapshot)
    {
        IEnumerable<InstanceKey> sources = snapshot.Replication is { Source: { IsValid: true } source }
            && !HostFilters.Matches(options.DiscoveryIgnoreMasterHostnameFilters, source.Host, source.Port) ? [source] : [];
        return sources
            .Concat(snapshot.Replicas.Where(r => !HostFilters.Matches(options.DiscoveryIgnoreReplicaHostnameFilters, r.Host, r.Port)))
            .Concat(snapshot.GroupMembers)
            .Where(key => key.IsValid && !HostFilters.Matches(options.DiscoveryIgnoreHostnameFilters, key.Host, key.Port));
    }

    private static string? ClusterOf(InstanceSnapshot snapshot, List<DirectoryEntry> directory) =>
        (directory.FirstOrDefault(d => d.Key == snapshot.Key)
            ?? directory.FirstOrDefault(d => d.ServerId.Length > 0 && d.ServerId == snapshot.ServerId)
            ?? directory.FirstOrDefault(d => snapshot.Replication is { } r && (d.Key == r.Source || (r.SourceServerId.Length > 0 && d.ServerId == r.SourceServerId)))
            ?? directory.FirstOrDefault(d => snapshot.Replicas.Contains(d.Key)))?.ClusterId;

    // The same server always gives the same id, so that two processes that discover it at once agree.
    private static string NewClusterId(InstanceSnapshot snapshot)
    {
        var identity = snapshot.ServerId.Length > 0 ? snapshot.ServerId : snapshot.Key.ToString();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity));
        return $"{snapshot.Key.Engine.ToString().ToLowerInvariant()}-{Convert.ToHexStringLower(hash)[..10]}";
    }
}
