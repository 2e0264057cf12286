using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Functions.Tests.Telemetry;

/// <summary>Takes OTLP over HTTP, as a collector does, and keeps what came.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/traces", context => TakeAsync(context, Spans, ReadSpan));
        _app.MapPost("/v1/metrics", context => TakeAsync(context, Points, ReadMetric));
    }

    public string Address => _app.Urls.Single();

    public ConcurrentQueue<OtlpSpan> Spans { get; } = [];

    public ConcurrentQueue<OtlpPoint> Points { get; } = [];

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    // Both requests are resources (1), each with scopes (2), each with what it is about (2).
    private static async Task TakeAsync<T>(HttpContext context, ConcurrentQueue<T> taken, Func<string, ProtoField, IEnumerable<T>> read)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        foreach (var resource in ProtoField.Read(body.ToArray()).Where(field => field.Number == 1))
        {
            var service = Attributes(resource.One(1)!, 1)["service.name"];
            foreach (var item in resource.Of(2).SelectMany(scope => scope.Of(2)).SelectMany(field => read(service, field))) taken.Enqueue(item);
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    private static IEnumerable<OtlpSpan> ReadSpan(string service, ProtoField span)
    {
        yield return new OtlpSpan(
            service,
            Convert.ToHexStringLower(span.One(1)!.Bytes),
            Convert.ToHexStringLower(span.One(2)!.Bytes),
            Convert.ToHexStringLower(span.One(4)?.Bytes ?? []),
            span.One(5)!.Text,
            Time(span.One(7)!),
            Time(span.One(8)!),
            Attributes(span, 9),
            (int)(span.One(15)?.One(3)?.Value ?? 0),
            span.One(15)?.One(2)?.Text ?? "");
    }

    // A gauge is 5, a sum 7, a histogram 9; their points are 1.
    private static IEnumerable<OtlpPoint> ReadMetric(string service, ProtoField metric)
    {
        var name = metric.One(1)!.Text;
        foreach (var point in metric.Of(5).Concat(metric.Of(7)).SelectMany(data => data.Of(1)))
            yield return new OtlpPoint(service, name, Attributes(point, 7), point.One(4)?.Double ?? point.One(6)?.Value ?? 0, Bounds: 0);
        foreach (var point in metric.Of(9).SelectMany(data => data.Of(1)))
            yield return new OtlpPoint(service, name, Attributes(point, 9), point.One(4)?.Value ?? 0, (point.One(7)?.Bytes.Length ?? 0) / sizeof(double));
    }

    private static Dictionary<string, string> Attributes(ProtoField message, int number) => message.Of(number).ToDictionary(
        pair => pair.One(1)!.Text,
        pair => pair.One(2) is not { } value ? "" : value.One(1)?.Text ?? value.One(3)?.Value.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");

    private static DateTimeOffset Time(ProtoField nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks((long)(nanoseconds.Value / 100));
}
