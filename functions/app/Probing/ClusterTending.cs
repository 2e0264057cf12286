using System.Collections.Concurrent;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosts;

namespace Ham4Db.Functions.Probing;

/// <summary>Keeps what is known of a cluster's instances right between probes: who belongs to it, who is new, who has moved, who is gone for good.</summary>
public sealed class ClusterTending(Discovery discovery, FleetStore store, Ham4DbOptions options, TimeProvider time, ILogger<ClusterTending> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<InstanceKey, DateTimeOffset> _retryAt = new();

    /// <summary>Does what there is to do.</summary>
    public async Task RunAsync(string clusterId, IReadOnlyCollection<ClusterMember> members, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!IsAnythingToDo(clusterId, members, await store.GetRecentDirectoryAsync(cancellationToken))) return;
        var directory = await store.GetDirectoryAsync(cancellationToken);
        var own = members.Where(m => directory.Find(m.Key)?.ClusterId == clusterId).ToList();
        var known = own.ToDictionary(m => m.Key, m => directory.Find(m.Key)!);
        await RenewIdentitiesAsync(own, known, cancellationToken);
        await FollowMovedServersAsync(clusterId, own, known, client, cancellationToken);
        await ForgetAsync(clusterId, own, known, cancellationToken);
        await JoinSourcesAsync(clusterId, own, directory, cancellationToken);
        await DiscoverNeighboursAsync(clusterId, own, directory, cancellationToken);
    }

    // Next to always there is nothing, and to know that must cost next to nothing.
    private bool IsAnythingToDo(string clusterId, IReadOnlyCollection<ClusterMember> members, FleetDirectory directory) => members.Any(member =>
        !member.IsLastCheckValid
        || discovery.IsIgnored(member.Key)
        || directory.Find(member.Key) is not { } entry || entry.ClusterId != clusterId || entry.ServerId != member.Snapshot.ServerId
        || (member.Snapshot.Replication is { } channel && directory.Find(channel.Source) is { } source && source.ClusterId != clusterId)
        || Neighbours(member.Snapshot).Any(key => !directory.Contains(key)));

    // Another server at a known address: identity is what the server says, not where it is.
    private async Task RenewIdentitiesAsync(IReadOnlyList<ClusterMember> members, Dictionary<InstanceKey, DirectoryEntry> known, CancellationToken cancellationToken)
    {
        foreach (var member in members.Where(m => m.IsLastCheckValid && known[m.Key].ServerId != m.Snapshot.ServerId))
        {
            var (before, entry) = (known[member.Key], known[member.Key] with { ServerId = member.Snapshot.ServerId });
            await store.SaveDirectoryAsync(entry, cancellationToken);
            known[member.Key] = entry;
            if (before.ServerId.Length == 0) continue;
            await AuditAsync(
                "server-replaced", entry, $"Another server answers at {member.Key}: its identity was {before.ServerId} and is {entry.ServerId}.", cancellationToken);
        }
    }

    /// <summary>
    /// A server that answers at one address and no more at another has moved: the decisions about it go along, and the old address is no dead instance.
    /// Each of these steps may run twice; wherever the process dies between them, the next round finds what is left to do.
    /// </summary>
    private async Task FollowMovedServersAsync(
        string clusterId, List<ClusterMember> members, Dictionary<InstanceKey, DirectoryEntry> known, DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var old in members.Where(m => m is { IsLastCheckValid: false, Snapshot.ServerId.Length: > 0 }).ToList())
        {
            var here = members.Find(m => m.IsLastCheckValid && m.Key != old.Key && m.Snapshot.SeenAt > old.Snapshot.SeenAt && SameServer.Is(m.Snapshot, old.Snapshot));
            if (here is null) continue;
            if (!await Decide.AskAsync<bool>(client, clusterId, nameof(ClusterEntity.MoveInstance), new MoveInstance(old.Key, here.Key), cancellationToken)) continue;
            foreach (var tag in await store.GetTagsAsync(old.Key, cancellationToken))
            {
                await store.PutTagAsync(tag with { Key = here.Key }, cancellationToken);
                await store.RemoveTagAsync(tag, cancellationToken);
            }

            await store.RemoveInstanceAsync(known[old.Key], cancellationToken);
            members.Remove(old);
            await AuditAsync("instance-moved", known[here.Key], $"The server of {old.Key} answers at {here.Key} now; the decisions about it went along.", cancellationToken);
            Log.Moved(logger, old.Key, here.Key);
        }
    }

    private async Task ForgetAsync(string clusterId, List<ClusterMember> members, Dictionary<InstanceKey, DirectoryEntry> known, CancellationToken cancellationToken)
    {
        var unseenSince = time.GetUtcNow() - TimeSpan.FromHours(options.UnseenInstanceForgetHours);
        foreach (var member in members.Where(m => discovery.IsIgnored(m.Key) || (!m.IsLastCheckValid && m.Snapshot.SeenAt < unseenSince)).ToList())
        {
            var state = await store.GetStateAsync(clusterId, cancellationToken);
            // A demoted primary has to be made read-only whenever it comes back, however late.
            if (state.ActiveRecovery is not null || state.Demoted.Any(d => d.Matches(member.Snapshot))) continue;
            await store.RemoveInstanceAsync(known[member.Key], cancellationToken);
            members.Remove(member);
            var why = discovery.IsIgnored(member.Key) ? "matches DiscoveryIgnoreHostnameFilters" : $"was last seen {member.Snapshot.SeenAt:u}, more than UnseenInstanceForgetHours ago";
            await AuditAsync("forget", known[member.Key], $"{member.Key} {why} and was forgotten.", cancellationToken);
        }
    }

    private async Task JoinSourcesAsync(
        string clusterId, IReadOnlyList<ClusterMember> members, FleetDirectory directory, CancellationToken cancellationToken)
    {
        foreach (var member in members.Where(m => m.IsLastCheckValid && m.Snapshot.IsReplica))
        {
            if (directory.Find(member.Snapshot.Replication!.Source) is { } source && source.ClusterId != clusterId
                && await LeadsAsync(source, clusterId, directory, cancellationToken))
                await MoveToClusterAsync(member, clusterId, source.ClusterId, cancellationToken);
        }
    }

    // Of two clusters that replicate from each other, the one with the smaller id takes the other in.
    private async Task<bool> LeadsAsync(
        DirectoryEntry source, string clusterId, FleetDirectory directory, CancellationToken cancellationToken)
    {
        var members = await store.GetMembersAsync(source.ClusterId, cancellationToken);
        var back = members.FirstOrDefault(m => m.Key == source.Key)?.Snapshot.Replication?.Source;
        var isCircular = back is { } key && directory.Find(key)?.ClusterId == clusterId;
        return !isCircular || string.CompareOrdinal(source.ClusterId, clusterId) < 0;
    }

    private async Task MoveToClusterAsync(ClusterMember member, string from, string to, CancellationToken cancellationToken)
    {
        await store.SaveMembersAsync(to, [member], cancellationToken);
        await store.SaveDirectoryAsync(new DirectoryEntry(member.Key, to, member.Snapshot.ServerId, time.GetUtcNow()), cancellationToken);
        await store.RemoveMemberAsync(from, member.Key, cancellationToken);
        Log.Joined(logger, member.Key, to);
    }

    private async Task DiscoverNeighboursAsync(string clusterId, IReadOnlyList<ClusterMember> members, FleetDirectory directory, CancellationToken cancellationToken)
    {
        var found = members.Where(m => m.IsLastCheckValid).SelectMany(m => Neighbours(m.Snapshot)).ToHashSet();
        found.RemoveWhere(directory.Contains);
        if (found.Count == 0) return;
        var now = time.GetUtcNow();
        var names = await store.GetResolvedNamesAsync(cancellationToken);
        foreach (var expired in names.Where(n => n.ExpiresAt <= now)) await store.RemoveResolvedNameAsync(expired.Host, cancellationToken);
        var resolved = names.Where(n => n.ExpiresAt > now).ToDictionary(n => n.Host, n => n.Name, StringComparer.OrdinalIgnoreCase);
        found.RemoveWhere(key => resolved.TryGetValue(key.Host, out var name) && directory.Contains(key with { Host = name }));
        foreach (var forgotten in await store.GetForgottenAsync(cancellationToken))
        {
            if (forgotten.Until > now) found.Remove(forgotten.Key);
            else await store.RemoveForgottenAsync(forgotten.Key, cancellationToken);
        }

        await Task.WhenAll(found.Where(key => !_retryAt.TryGetValue(key, out var at) || at <= now).Select(async key =>
        {
            if (!await discovery.DiscoverNeighbourAsync(clusterId, key, directory, cancellationToken)) _retryAt[key] = time.GetUtcNow() + RetryAfter;
        }));
    }

    private IEnumerable<InstanceKey> Neighbours(InstanceSnapshot snapshot)
    {
        IEnumerable<InstanceKey> sources = snapshot.Replication is { Source: { IsValid: true } source }
            && !HostFilters.Matches(options.DiscoveryIgnoreMasterHostnameFilters, source.Host, source.Port) ? [source] : [];
        return sources
            .Concat(snapshot.Replicas.Concat(snapshot.GroupMembers).Concat(snapshot.OtherMembers).Where(r => !HostFilters.Matches(options.DiscoveryIgnoreReplicaHostnameFilters, r.Host, r.Port)))
            .Where(key => key.IsValid && !discovery.IsIgnored(key));
    }

    private Task AuditAsync(string type, DirectoryEntry entry, string message, CancellationToken cancellationToken) => store.AuditAsync(
        new AuditRecord(time.GetUtcNow(), type, entry.ClusterId, entry.Key, RecoveryRequest.AutomaticActor, message), cancellationToken);
}
