using Ham4Db.Functions.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.Health;

/// <summary>What is measured, in Prometheus' text format.</summary>
internal sealed class MetricsEndpoint(ServiceMetrics metrics, FleetGauges gauges, TimeProvider time)
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";
    private const string NoRoute = "(none)";

    /// <summary>Maps it.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => endpoints.MapMethods("/metrics", ["GET", "HEAD"], ReadAsync).WithName("Metrics").WithSummary("Metrics for Prometheus.");

    /// <summary>Measures a request.</summary>
    public async Task MeasureAsync(HttpContext context, RequestDelegate next)
    {
        var start = time.GetTimestamp();
        await RequestSpans.RunAsync(context, next, RouteOf);
        metrics.Answered(RouteOf(context), context.Request.Method, context.Response.StatusCode, time.GetElapsedTime(start));
    }

    private static string RouteOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute;

    private async Task ReadAsync(HttpContext context)
    {
        using var text = new MemoryStream();
        await gauges.WriteAsync(metrics, text, context.RequestAborted);
        context.Response.ContentType = ContentType;
        text.Position = 0;
        await text.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
