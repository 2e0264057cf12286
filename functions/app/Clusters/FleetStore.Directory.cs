using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>
/// Addresses and decisions. Every round looks at all of them and they hardly ever change: where the store tells changes at once, only what was changed is read again; where it
/// does not, rounds share one look. Who is about to act reads the row itself, whatever is remembered.
/// </content>
public sealed partial class FleetStore
{
    private readonly FollowedMemory? _followed = store is IChangeFeed { IsImmediate: true } feed ? new FollowedMemory(store, feed) : null;
    private readonly ScannedMemory _scanned = new(store, time ?? TimeProvider.System);

    /// <summary>All known addresses.</summary>
    public async Task<FleetDirectory> GetDirectoryAsync(CancellationToken cancellationToken)
    {
        if (_followed is not null) return (await _followed.ReadAsync(cancellationToken)).Directory;
        var directory = FleetDirectory.Empty;
        await foreach (var row in store.QueryAsync(FleetTables.Directory, new RowRange(FleetTables.Directory), cancellationToken))
            directory = directory.With(row.RowKey, FleetJson.Read<DirectoryEntry>(row.Json));
        return directory;
    }

    /// <summary>All known addresses, as the latest shared look found them: to look at, and not to act upon.</summary>
    public async Task<FleetDirectory> GetRecentDirectoryAsync(CancellationToken cancellationToken) =>
        _followed is not null ? (await _followed.ReadAsync(cancellationToken)).Directory : (await _scanned.ReadAsync(cancellationToken)).Memory.Directory;

    /// <summary>Decisions about a cluster, as the store has them now.</summary>
    public async Task<ClusterState> GetStateAsync(string clusterId, CancellationToken cancellationToken) =>
        await FindAsync<ClusterState>(FleetTables.Decisions, FleetTables.Decisions, clusterId, cancellationToken) ?? new ClusterState();

    /// <summary>Decisions about a cluster, as the latest shared look found them: to look at, and not to act upon.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="notBefore">A look that began before this timestamp will not do: the caller has read the row since. 0 for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ClusterState> GetRecentStateAsync(string clusterId, long notBefore, CancellationToken cancellationToken)
    {
        if (_followed is not null) return (await _followed.ReadAsync(cancellationToken)).StateOf(clusterId);
        var (memory, began) = await _scanned.ReadAsync(cancellationToken);
        return began >= notBefore ? memory.StateOf(clusterId) : await GetStateAsync(clusterId, cancellationToken);
    }
}
