using System.Collections.Immutable;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>The rows that the API reads most, as they were at a position of the store's changes.</summary>
/// <param name="Position">The position.</param>
/// <param name="Version">Position of the latest change that is more than a heartbeat.</param>
/// <param name="Addresses">All known addresses.</param>
/// <param name="Clusters">Clusters by id, those included that have no address left.</param>
/// <param name="Switch">The global switch.</param>
internal sealed record FleetImage(
    long Position, long Version, AddressImage Addresses, ImmutableDictionary<string, ClusterImage> Clusters, GlobalSwitch Switch);
