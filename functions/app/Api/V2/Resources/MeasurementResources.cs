using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Probing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Resources about what was measured of instances.</summary>
internal sealed class MeasurementResources(FleetLookup lookup, ProbeMeasurements measurements)
{
    /// <summary>Maps them.</summary>
    public void Map(RouteGroupBuilder group) => group.MapGet("/instances/{instance}/measurements", GetAsync)
        .Named("GetMeasurements", "Lag and duration of the probes of an instance in the last hour, as far as the process that answers has probed it.");

    private async Task<JsonHttpResult<MeasurementsView>> GetAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var key = await lookup.FigureAsync(instance, EngineSegment.Of(context), cancellationToken);
        var known = await lookup.ReadInstanceAsync(key, cancellationToken);
        var span = (int)MeasurementHistory.Span.TotalSeconds;
        return TypedResults.Json(
            new MeasurementsView(key, Environment.MachineName, known.Cluster.Heartbeat?.Prober ?? "", span, span * MeasurementHistory.Spans, measurements.History.Of(key)), V2Json.Options);
    }
}
