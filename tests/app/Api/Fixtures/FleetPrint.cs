using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Tests.Api.Fixtures;

/// <summary>What is known and decided of a fleet, to see whether it has changed.</summary>
internal static class FleetPrint
{
    public static async Task<string> OfAsync(ApiHost host)
    {
        var parts = new List<string> { FleetJson.Write(await host.Store.GetGlobalSwitchAsync(ApiHost.Cancellation)) };
        foreach (var entry in await host.Store.GetDirectoryAsync(ApiHost.Cancellation))
        {
            parts.Add(FleetJson.Write(entry));
            parts.Add(FleetJson.Write(await host.Store.GetStateAsync(entry.ClusterId, ApiHost.Cancellation)));
            parts.Add(FleetJson.Write(await host.Store.GetTagsAsync(entry.Key, ApiHost.Cancellation)));
        }

        parts.AddRange(host.Fleet.Servers.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Source} {s.IsReadOnly} {s.IsReceiving} {s.IsApplying}"));
        return string.Join('\n', parts);
    }
}
