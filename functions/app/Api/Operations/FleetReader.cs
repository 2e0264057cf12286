using Ham4Db.Functions.Api.Reading;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Reads clusters from the store's rows: the API never asks entities and never waits for a database server.</summary>
internal sealed class FleetReader(FleetModel model, FleetStore store, TopologyReader topologies, Ham4DbOptions options, TimeProvider time)
{
    /// <summary>Clusters that have instances, by name.</summary>
    /// <param name="engine">Of this engine; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ClusterRecord>> ListAsync(DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        if (await model.ReadAsync(cancellationToken) is { } moment) return moment.Records(engine);
        var directory = await store.GetDirectoryAsync(cancellationToken);
        var written = (await store.GetClustersAsync(cancellationToken)).ToDictionary(c => c.ClusterId);
        var ids = directory.Where(entry => engine is null || entry.Key.Engine == engine).Select(entry => entry.ClusterId).Distinct();
        var records = await Task.WhenAll(ids.Select(async id => written.GetValueOrDefault(id) ?? await DescribeAsync(id, cancellationToken)));
        return [.. records.OrderBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.ClusterId, StringComparer.Ordinal)];
    }

    /// <summary>All that is known of a cluster.</summary>
    public async Task<ClusterView> ReadAsync(ClusterRecord record, CancellationToken cancellationToken)
    {
        if ((await model.ReadAsync(cancellationToken))?.Find(record.ClusterId) is { } found) return found.View;
        var members = store.GetMembersAsync(record.ClusterId, cancellationToken);
        var state = store.GetStateAsync(record.ClusterId, cancellationToken);
        var heartbeat = store.GetHeartbeatAsync(record.ClusterId, cancellationToken);
        var topology = topologies.Compose(record.ClusterId, await members, await state);
        return new ClusterView(record, topology, await state, await heartbeat, options, time.GetUtcNow());
    }

    /// <summary>All that is known of all clusters, by name.</summary>
    /// <param name="engine">Of this engine; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<ClusterView>> ReadAllAsync(DatabaseEngine? engine, CancellationToken cancellationToken) =>
        await model.ReadAsync(cancellationToken) is { } moment
            ? [.. moment.Clusters(engine).Select(cluster => cluster.View)]
            : await ScanAsync(engine, cancellationToken);

    /// <summary>All known addresses.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>> DirectoryAsync(CancellationToken cancellationToken) =>
        (await model.ReadAsync(cancellationToken))?.Image.Addresses.List ?? [.. await store.GetDirectoryAsync(cancellationToken)];

    /// <summary>The cluster of an address; null when it is unknown.</summary>
    public async Task<DirectoryEntry?> FindInstanceAsync(InstanceKey key, CancellationToken cancellationToken) => await model.ReadAsync(cancellationToken) is { } moment
        ? moment.Image.Addresses.ByKey.GetValueOrDefault(key)
        : await store.FindInstanceAsync(key, cancellationToken);

    /// <summary>A cluster that was just discovered has instances before its watch has written it as a whole.</summary>
    public static ClusterRecord Describe(ClusterTopology topology, Ham4DbOptions options)
    {
        var name = (topology.Primary?.Key ?? topology.Members.Keys.FirstOrDefault()).ToString();
        return new ClusterRecord
        {
            ClusterId = topology.ClusterId,
            Name = name,
            Alias = ClusterAlias.Choose(topology, name, options),
            Domain = topology.Primary?.Snapshot.ClusterDomain ?? "",
            Primary = topology.Primary?.Key,
            Durability = topology.Durability,
        };
    }

    // Every table once, however many clusters there are.
    private async Task<IReadOnlyList<ClusterView>> ScanAsync(DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        var ids = (await store.GetDirectoryAsync(cancellationToken)).Where(entry => engine is null || entry.Key.Engine == engine).Select(entry => entry.ClusterId).ToHashSet();
        var records = store.GetClustersAsync(cancellationToken);
        var members = store.GetAllMembersAsync(cancellationToken);
        var heartbeats = store.GetHeartbeatsAsync(cancellationToken);
        var states = await store.GetStatesAsync(cancellationToken).ToDictionaryAsync(decided => decided.ClusterId, decided => decided.State, cancellationToken: cancellationToken);
        var (written, found, beats, now) = ((await records).ToDictionary(record => record.ClusterId), await members, await heartbeats, time.GetUtcNow());
        var views = ids.Select(id =>
        {
            var state = states.GetValueOrDefault(id) ?? new ClusterState();
            var topology = topologies.Compose(id, [.. found[id]], state);
            return new ClusterView(written.GetValueOrDefault(id) ?? Describe(topology, options), topology, state, beats.GetValueOrDefault(id), options, now);
        });
        return [.. views.OrderBy(view => view.Record.Name, StringComparer.Ordinal).ThenBy(view => view.Record.ClusterId, StringComparer.Ordinal)];
    }

    private async Task<ClusterRecord> DescribeAsync(string clusterId, CancellationToken cancellationToken) => Describe(await topologies.ReadAsync(clusterId, cancellationToken), options);
}
