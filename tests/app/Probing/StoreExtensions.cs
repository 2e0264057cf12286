using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Probing;

internal static class StoreExtensions
{
    public static async Task<string?> GetClusterIdAsync(this FleetStore store, InstanceKey key) => (await store.FindInstanceAsync(key, ApiHost.Cancellation))?.ClusterId;
}
