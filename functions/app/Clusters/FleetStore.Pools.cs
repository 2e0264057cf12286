using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Pools of instances.</content>
public sealed partial class FleetStore
{
    /// <summary>All pools, by name; some may have run out.</summary>
    public Task<List<InstancePool>> GetPoolsAsync(CancellationToken cancellationToken) =>
        ListAsync<InstancePool>(FleetTables.Pools, new RowRange(FleetTables.Pools), cancellationToken);

    /// <summary>A pool; null when there is none of that name.</summary>
    public Task<InstancePool?> FindPoolAsync(string name, CancellationToken cancellationToken) =>
        FindAsync<InstancePool>(FleetTables.Pools, FleetTables.Pools, name, cancellationToken);

    /// <summary>Writes a pool.</summary>
    public Task SavePoolAsync(InstancePool pool, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Pools, FleetTables.Pools, pool.Name, pool, cancellationToken);

    /// <summary>Removes a pool.</summary>
    public Task RemovePoolAsync(string name, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.Pools, FleetTables.Pools, name, cancellationToken);
}
