using System.Security.Cryptography;
using System.Text;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosts;

namespace Ham4Db.Functions.Probing;

/// <summary>Makes instances known by address, each once: under the name that it is to have, and not again under another address of the same server.</summary>
public sealed class Discovery(EngineRegistry engines, FleetStore store, HostNames names, Ham4DbOptions options, TimeProvider time, ILogger<Discovery> logger)
{
    private TimeSpan Timeout => TimeSpan.FromSeconds(options.MySQLConnectTimeoutSeconds + options.MySQLDiscoveryReadTimeoutSeconds);

    /// <summary>
    /// Probes an address and makes it known, in the cluster of its source or its replicas, else in one of its own. The snapshot may have another
    /// address than was asked for: the name that the server is known by.
    /// </summary>
    public async Task<ProbeOutcome> DiscoverAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        if (IsIgnored(key)) return Ignored(key);
        await store.RemoveForgottenAsync(key, cancellationToken);
        var outcome = await FindAsync(key, cancellationToken);
        if (outcome.Snapshot is not { } snapshot) return outcome;
        var directory = await store.GetDirectoryAsync(cancellationToken);
        if (await FindElsewhereAsync(snapshot, directory, cancellationToken) is { } known) return known;
        await AddAsync(snapshot, ClusterOf(snapshot, directory) ?? NewClusterId(snapshot), directory, cancellationToken);
        return outcome;
    }

    /// <summary>Probes an address and keeps nothing of it.</summary>
    public async Task<ProbeOutcome> CheckAsync(InstanceKey key, CancellationToken cancellationToken) =>
        IsIgnored(key) ? Ignored(key) : await ProbeAsync(await names.ResolveAsync(key, cancellationToken), cancellationToken);

    /// <summary>Makes the neighbour of a cluster's member known there.</summary>
    /// <returns>Whether it was not known before; false for one that does not answer, and for another address of a known server.</returns>
    public async Task<bool> DiscoverNeighbourAsync(string clusterId, InstanceKey key, FleetDirectory directory, CancellationToken cancellationToken)
    {
        var outcome = await FindAsync(key, cancellationToken);
        if (outcome.Snapshot is not { } snapshot || directory.Contains(snapshot.Key)) return false;
        if (await FindElsewhereAsync(snapshot, directory, cancellationToken) is not null) return false;
        await AddAsync(snapshot, clusterId, directory, cancellationToken);
        return true;
    }

    /// <summary>Whether an instance is never to be probed.</summary>
    public bool IsIgnored(InstanceKey key) => HostFilters.Matches(options.DiscoveryIgnoreHostnameFilters, key.Host, key.Port);

    // What a server calls itself becomes its name only where that name leads to the same server.
    private async Task<ProbeOutcome> FindAsync(InstanceKey given, CancellationToken cancellationToken)
    {
        var key = await names.ResolveAsync(given, cancellationToken);
        var outcome = key == given || IsIgnored(key) ? null : await ProbeAsync(key, cancellationToken);
        outcome = outcome is { Succeeded: true } ? outcome : await ProbeAsync(given, cancellationToken);
        if (outcome.Snapshot is not { } snapshot || names.OwnAddress(snapshot) is not { } own || IsIgnored(own)) return outcome;
        var again = await ProbeAsync(own, cancellationToken);
        if (again.Snapshot is not { } named || named.ServerId.Length == 0 || !SameServer.Is(named, snapshot)) return outcome;
        await names.RememberAsync(snapshot.Key.Host, own.Host, cancellationToken);
        return again;
    }

    // The same server at an address that still answers: the new address is another name of it. Where the old one does not, the server has moved.
    private async Task<ProbeOutcome?> FindElsewhereAsync(InstanceSnapshot snapshot, FleetDirectory directory, CancellationToken cancellationToken)
    {
        if (snapshot.ServerId.Length == 0 || directory.Contains(snapshot.Key)) return null;
        foreach (var entry in directory.At(snapshot.ServerId).Where(d => d.Key.Engine == snapshot.Key.Engine))
        {
            var there = await ProbeAsync(entry.Key, cancellationToken);
            if (there.Snapshot is not { } known || !SameServer.Is(known, snapshot)) continue;
            if (entry.Key.Port == snapshot.Key.Port) await names.RememberAsync(snapshot.Key.Host, entry.Key.Host, cancellationToken);
            return there;
        }

        return null;
    }

    private static ProbeOutcome Ignored(InstanceKey key) => new(null, new ProbeFailure(ProbeFailureKind.NotAllowed, $"{key} matches DiscoveryIgnoreHostnameFilters."));

    private Task<ProbeOutcome> ProbeAsync(InstanceKey key, CancellationToken cancellationToken) =>
        engines.For(key).ProbeAsync(key, Timeout, cancellationToken);

    private async Task AddAsync(InstanceSnapshot snapshot, string clusterId, FleetDirectory directory, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var member = new ClusterMember { Snapshot = snapshot, LastChecked = now, LastReplicationTls = snapshot.Replication?.Tls };
        await store.SaveMembersAsync(clusterId, [member], cancellationToken);
        if (directory.Find(snapshot.Key)?.ClusterId != clusterId)
        {
            await store.SaveDirectoryAsync(new DirectoryEntry(snapshot.Key, clusterId, snapshot.ServerId, now), cancellationToken);
            Log.Joined(logger, snapshot.Key, clusterId);
        }
    }

    // No cluster has instances of two engines, whatever servers call themselves.
    private static string? ClusterOf(InstanceSnapshot snapshot, FleetDirectory directory)
    {
        var engine = snapshot.Key.Engine;
        return (directory.Find(snapshot.Key)
            ?? Identified(snapshot.ServerId)
            ?? (snapshot.Replication is { } channel ? At(channel.Source) ?? Identified(channel.SourceServerId) : null)
            ?? snapshot.Replicas.Select(At).FirstOrDefault(entry => entry is not null))?.ClusterId;

        DirectoryEntry? At(InstanceKey key) => key.Engine == engine ? directory.Find(key) : null;

        DirectoryEntry? Identified(string serverId) => directory.At(serverId).FirstOrDefault(entry => entry.Key.Engine == engine);
    }

    // The same server always gives the same id, so that two processes that discover it at once agree.
    private static string NewClusterId(InstanceSnapshot snapshot)
    {
        var identity = snapshot.ServerId.Length > 0 ? snapshot.ServerId : snapshot.Key.ToString();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(identity));
        return $"{snapshot.Key.Engine.ToString().ToLowerInvariant()}-{Convert.ToHexStringLower(hash)[..10]}";
    }
}
