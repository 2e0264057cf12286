using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>The keys under which the present primaries are found.</content>
public sealed partial class FleetStore
{
    /// <summary>An instance of a cluster, as last written; null when it is unknown.</summary>
    public Task<ClusterMember?> FindMemberAsync(string clusterId, InstanceKey key, CancellationToken cancellationToken) =>
        FindAsync<ClusterMember>(FleetTables.Members, clusterId, FleetTables.RowKey(key), cancellationToken);

    /// <summary>All keys, in their order.</summary>
    public Task<List<PrimaryKey>> GetPrimaryKeysAsync(CancellationToken cancellationToken) =>
        ListAsync<PrimaryKey>(FleetTables.PrimaryKeys, new RowRange(FleetTables.PrimaryKeys), cancellationToken);

    /// <summary>A key, with the version that <see cref="TrySavePrimaryKeyAsync"/> asks for; null for none.</summary>
    public async Task<(PrimaryKey? Row, string? Version)> FindPrimaryKeyAsync(string key, CancellationToken cancellationToken) =>
        StoreLimits.IsKey(key) && await store.GetAsync(FleetTables.PrimaryKeys, FleetTables.PrimaryKeys, key, cancellationToken) is { } row
            ? (FleetJson.Read<PrimaryKey>(row.Json), row.ETag)
            : (null, null);

    /// <summary>Writes a key unless somebody else did since it was read.</summary>
    /// <returns>Whether it was written.</returns>
    public async Task<bool> TrySavePrimaryKeyAsync(PrimaryKey row, string? version, CancellationToken cancellationToken)
    {
        var json = FleetJson.Write(row);
        // First that the cluster has the key: whoever makes another instance its primary must find it.
        var ofCluster = new RowWrite(WriteKind.Upsert, FleetTables.KeysOfCluster(row.ClusterId), row.Key, json);
        await store.WriteAsync(FleetTables.PrimaryKeys, ofCluster, cancellationToken);
        try
        {
            var kind = version is null ? WriteKind.Insert : WriteKind.Replace;
            await store.WriteAsync(FleetTables.PrimaryKeys, new RowWrite(kind, FleetTables.PrimaryKeys, row.Key, json, version), cancellationToken);
            return true;
        }
        catch (RowConflictException)
        {
            return false;
        }
    }

    /// <summary>Makes every key of a cluster name its new primary.</summary>
    public async Task PointKeysAsync(string clusterId, InstanceKey primary, CancellationToken cancellationToken)
    {
        await foreach (var known in StreamAsync<PrimaryKey>(FleetTables.PrimaryKeys, new RowRange(FleetTables.KeysOfCluster(clusterId)), cancellationToken))
        {
            bool isDone;
            do
            {
                var (row, version) = await FindPrimaryKeyAsync(known.Key, cancellationToken);
                isDone = row?.ClusterId != clusterId
                    || row.Primary == primary
                    || await TrySavePrimaryKeyAsync(row with { Primary = primary, IPv4 = "", IPv6 = "" }, version, cancellationToken);
            }
            while (!isDone);
        }
    }

    /// <summary>Removes a key.</summary>
    public async Task RemovePrimaryKeyAsync(PrimaryKey row, CancellationToken cancellationToken)
    {
        await RemoveAsync(FleetTables.PrimaryKeys, FleetTables.PrimaryKeys, row.Key, cancellationToken);
        await RemoveAsync(FleetTables.PrimaryKeys, FleetTables.KeysOfCluster(row.ClusterId), row.Key, cancellationToken);
    }
}
