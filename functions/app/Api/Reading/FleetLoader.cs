using System.Collections.Immutable;
using Ham4Db.Functions.Clusters;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>Makes images of the store's rows, and brings them up to date with the rows that were changed.</summary>
internal sealed class FleetLoader(FleetStore fleet, IChangeFeed feed)
{
    private const int MaxChanges = 4000;

    private static readonly HashSet<string> Tables =
        [FleetTables.Directory, FleetTables.Members, FleetTables.Clusters, FleetTables.Heartbeats, FleetTables.Decisions, FleetTables.Switches];

    /// <summary>An image that is at least as new as a position.</summary>
    /// <param name="image">The image so far; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<FleetImage> BringUpToDateAsync(FleetImage? image, CancellationToken cancellationToken)
    {
        if (image is null) return await LoadAsync(cancellationToken);
        var changes = await feed.ReadAsync(image.Position, MaxChanges, cancellationToken);
        if (changes is null or { Count: MaxChanges }) return await LoadAsync(cancellationToken);
        return changes.Count == 0 ? image : await ApplyAsync(image, changes, cancellationToken);
    }

    private async Task<FleetImage> LoadAsync(CancellationToken cancellationToken)
    {
        // The position first: what changes while the rows are read is read again.
        var position = await feed.GetPositionAsync(cancellationToken);
        var directory = await fleet.GetDirectoryAsync(cancellationToken);
        var records = (await fleet.GetClustersAsync(cancellationToken)).ToDictionary(record => record.ClusterId);
        var clusters = ImmutableDictionary.CreateBuilder<string, ClusterImage>();
        foreach (var id in directory.Select(entry => entry.ClusterId).Union(records.Keys))
        {
            clusters[id] = new ClusterImage(
                id,
                position,
                records.GetValueOrDefault(id),
                await fleet.GetMembersAsync(id, cancellationToken),
                await fleet.GetStateAsync(id, cancellationToken),
                await fleet.GetHeartbeatAsync(id, cancellationToken));
        }

        return new FleetImage(position, position, AddressImage.Of(directory), clusters.ToImmutable(), await fleet.GetGlobalSwitchAsync(cancellationToken));
    }

    private async Task<FleetImage> ApplyAsync(FleetImage image, IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var (clusters, addresses, global, version) = (image.Clusters, image.Addresses, image.Switch, image.Version);
        foreach (var group in changes.Where(change => Tables.Contains(change.Table)).GroupBy(change => (change.Table, Cluster: ClusterOf(change))))
        {
            var at = group.Max(change => change.Position);
            if (group.Key.Table != FleetTables.Heartbeats) version = Math.Max(version, at);
            switch (group.Key.Table)
            {
                case FleetTables.Directory: addresses = AddressImage.Of(await fleet.GetDirectoryAsync(cancellationToken)); break;
                case FleetTables.Switches: global = await fleet.GetGlobalSwitchAsync(cancellationToken); break;
                default:
                    var cluster = clusters.GetValueOrDefault(group.Key.Cluster!) ?? ClusterImage.Empty(group.Key.Cluster!, at);
                    clusters = clusters.SetItem(cluster.ClusterId, await ApplyAsync(cluster, group.Key.Table, [.. group.Select(change => change.RowKey).Distinct()], at, cancellationToken));
                    break;
            }
        }

        // A cluster's rows may have been written before its address was.
        foreach (var id in addresses.List.Select(entry => entry.ClusterId).Distinct().Where(id => !clusters.ContainsKey(id)))
            clusters = clusters.SetItem(id, ClusterImage.Empty(id, version) with { State = await fleet.GetStateAsync(id, cancellationToken) });
        return image with { Position = changes[^1].Position, Version = version, Addresses = addresses, Clusters = clusters, Switch = global };
    }

    private async Task<ClusterImage> ApplyAsync(ClusterImage cluster, string table, IReadOnlyList<string> rows, long at, CancellationToken cancellationToken) => table switch
    {
        FleetTables.Members => cluster with { Version = Math.Max(cluster.Version, at), Members = await ReadMembersAsync(cluster, rows, cancellationToken) },
        FleetTables.Clusters => cluster with { Version = Math.Max(cluster.Version, at), Record = await fleet.FindClusterAsync(cluster.ClusterId, cancellationToken) },
        FleetTables.Decisions => cluster with { Version = Math.Max(cluster.Version, at), State = await fleet.GetStateAsync(cluster.ClusterId, cancellationToken) },
        _ => cluster with { Heartbeat = await fleet.GetHeartbeatAsync(cluster.ClusterId, cancellationToken) },
    };

    // Of a large cluster only what was changed is read again.
    private async Task<IReadOnlyList<ClusterMember>> ReadMembersAsync(ClusterImage cluster, IReadOnlyList<string> rows, CancellationToken cancellationToken)
    {
        if (rows.Count * 4 > cluster.Members.Count) return await fleet.GetMembersAsync(cluster.ClusterId, cancellationToken);
        var members = cluster.Members.ToDictionary(member => FleetTables.RowKey(member.Key));
        foreach (var row in rows)
        {
            if (await fleet.FindMemberAsync(cluster.ClusterId, row, cancellationToken) is { } member) members[row] = member;
            else members.Remove(row);
        }

        return [.. members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => member.Value)];
    }

    private static string? ClusterOf(RowChange change) => change.Table switch
    {
        FleetTables.Members => change.PartitionKey,
        FleetTables.Directory or FleetTables.Switches => null,
        _ => change.RowKey,
    };
}
