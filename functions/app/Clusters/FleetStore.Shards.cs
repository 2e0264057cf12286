using System.Globalization;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Which process probes which shard.</content>
public sealed partial class FleetStore
{
    /// <summary>The lease of a shard that nobody has had.</summary>
    public static ShardLease NoLease(int shard) => new(shard, Owner: "", Term: 0, Beat: 0, DateTimeOffset.MinValue);

    /// <summary>The leases of all shards that somebody has had, with the versions that <see cref="TrySaveShardLeaseAsync"/> asks for.</summary>
    /// <param name="of">How many shards there are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<(ShardLease Lease, string? Version)>> GetShardLeasesAsync(int of, CancellationToken cancellationToken)
    {
        List<(ShardLease Lease, string? Version)> found = [];
        await foreach (var row in store.QueryAsync(FleetTables.Shards, new RowRange(FleetTables.ShardsOf(of)), cancellationToken))
            found.Add((FleetJson.Read<ShardLease>(row.Json), row.ETag));
        return found;
    }

    /// <summary>The lease of a shard, with its version: null where nobody has had it.</summary>
    public async Task<(ShardLease Lease, string? Version)> GetShardLeaseAsync(int of, int shard, CancellationToken cancellationToken) =>
        await store.GetAsync(FleetTables.Shards, FleetTables.ShardsOf(of), ShardRow(shard), cancellationToken) is { } row
            ? (FleetJson.Read<ShardLease>(row.Json), row.ETag)
            : (NoLease(shard), null);

    /// <summary>Writes a lease unless somebody else did since it was read.</summary>
    /// <returns>Its new version; null where somebody did.</returns>
    public async Task<string?> TrySaveShardLeaseAsync(int of, ShardLease lease, string? version, CancellationToken cancellationToken)
    {
        var kind = version is null ? WriteKind.Insert : WriteKind.Replace;
        try
        {
            return await store.WriteAsync(FleetTables.Shards, new RowWrite(kind, FleetTables.ShardsOf(of), ShardRow(lease.Shard), FleetJson.Write(lease), version), cancellationToken);
        }
        catch (RowConflictException)
        {
            return null;
        }
    }

    private static string ShardRow(int shard) => shard.ToString("D4", CultureInfo.InvariantCulture);
}
