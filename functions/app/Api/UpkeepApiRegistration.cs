using Ham4Db.Functions.Api.Legacy.Calls;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Api;

/// <summary>Registers the part of the API that keeps a fleet in order.</summary>
internal static class UpkeepApiRegistration
{
    /// <summary>Registers maintenance, tags, pools, candidates, detections, history, keys and measurements.</summary>
    public static IServiceCollection AddUpkeepApi(this IServiceCollection services) => services
        .AddSingleton<Maintenance>()
        .AddSingleton<Tags>()
        .AddSingleton<Pools>()
        .AddSingleton<DetectionHistory>()
        .AddSingleton<TopologyHistory>()
        .AddSingleton<KeyValues>()
        .AddSingleton<MaintenanceCalls>()
        .AddSingleton<TagCalls>()
        .AddSingleton<PoolCalls>()
        .AddSingleton<BulkCalls>()
        .AddSingleton<DetectionCalls>()
        .AddSingleton<PublishingCalls>()
        .AddSingleton<MeasurementCalls>()
        .AddSingleton<HistoryEndpoints>()
        .AddSingleton<KeyValueEndpoints>();
}
