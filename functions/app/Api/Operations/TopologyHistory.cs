using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Upkeep.History;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Tells what clusters looked like.</summary>
internal sealed class TopologyHistory(FleetStore store, FleetLookup lookup, TopologySnapshots snapshots)
{
    /// <summary>How far the history of a cluster goes, also of one that is forgotten.</summary>
    /// <param name="hint">The cluster; its id where it is forgotten.</param>
    /// <param name="engine">Of this engine; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">There is no such cluster, or it has no history.</exception>
    public async Task<TopologyHistoryHead> FindAsync(string hint, DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        if (await store.FindTopologyHeadAsync(hint, cancellationToken) is { } byId) return byId;
        var cluster = await lookup.FindClusterAsync(hint, engine, cancellationToken);
        return await store.FindTopologyHeadAsync(cluster.ClusterId, cancellationToken)
            ?? throw OperationException.NotFound($"Cluster {cluster.Name} has no history yet: it was not probed since it was discovered.");
    }

    /// <summary>What a cluster looked like.</summary>
    /// <exception cref="OperationException">The history does not go back so far.</exception>
    public async Task<HistoricTopology> AtAsync(TopologyHistoryHead head, DateTimeOffset at, CancellationToken cancellationToken) =>
        await HistoricTopology.ReadAsync(store, head.ClusterId, at, cancellationToken)
        ?? throw OperationException.NotFound($"The history of cluster {head.ClusterId} begins at {head.FirstAt:u}; nothing is known of {at:u}.");

    /// <summary>Moments at which a cluster changed, newest first.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="until">The last moment that is read (UTC).</param>
    /// <param name="size">Most rows that are read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<TopologyChange>> ChangesAsync(string clusterId, DateTimeOffset until, int size, CancellationToken cancellationToken) =>
        await store.GetTopologyChangesAsync(clusterId, until, cancellationToken).Where(change => !change.IsSnapshot).Take(size).ToListAsync(cancellationToken);

    /// <summary>Writes every topology as it is.</summary>
    public Task SnapshotAsync(CancellationToken cancellationToken) => snapshots.TakeAsync(_ => true, cancellationToken);
}
