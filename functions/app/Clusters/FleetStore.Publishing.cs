using Ham4Db.Functions.Publishing;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>What stores outside were given.</content>
public sealed partial class FleetStore
{
    /// <summary>What a store outside was given.</summary>
    public Task<List<PublishedKey>> GetPublishedKeysAsync(string target, CancellationToken cancellationToken) =>
        ListAsync<PublishedKey>(FleetTables.PublishedKeys, new RowRange(target), cancellationToken);

    /// <summary>Remembers what a store outside was given.</summary>
    public Task SavePublishedKeyAsync(PublishedKey published, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.PublishedKeys, published.Target, published.Row.Key, published, cancellationToken);

    /// <summary>Forgets what a store outside was given under a key.</summary>
    public Task RemovePublishedKeyAsync(string target, string key, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.PublishedKeys, target, key, cancellationToken);
}
