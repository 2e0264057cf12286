using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Publishing;

/// <summary>What a store outside was given last.</summary>
/// <param name="Target">The store's name.</param>
/// <param name="Row">The key as it was then.</param>
/// <param name="Epoch">The cluster's epoch then.</param>
public sealed record PublishedKey(string Target, PrimaryKey Row, long Epoch);
