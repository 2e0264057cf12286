using System.Globalization;
using System.Text;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Ham4Db.Functions.Api.V2.Events;

/// <summary>Live changes as server-sent events.</summary>
internal sealed class EventsEndpoint(FleetEvents events, FleetLookup lookup, FleetReader reader, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int MaxStreams = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    // A browser connects anew by itself, and then says again who it is.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private int _streams;

    /// <summary>Whoever does not take an event for so long is cut off; they go on from where they were when they come back.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Streams that are open.</summary>
    internal int Streams => Volatile.Read(ref _streams);

    public async Task StreamAsync(HttpContext context, string? cluster, string? after)
    {
        var aborted = context.RequestAborted;
        var clusterId = string.IsNullOrEmpty(cluster) ? null : (await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), aborted)).ClusterId;
        var from = Position(context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last ? last : after);
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            context.Response.Headers.RetryAfter = "10";
            await V2Problem.WriteAsync(context, StatusCodes.Status429TooManyRequests, $"This process serves {MaxStreams} streams of events already.");
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted, lifetime.ApplicationStopping);
        stop.CancelAfter(Longest);
        try
        {
            await FollowAsync(context, from, clusterId, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The stream has ended: by its client, by its time, or with the service.
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private static long? Position(string? text) => string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position
        : throw OperationException.Invalid($"'{text}' is no id of an event; it is the number that an event brought.");

    private async Task FollowAsync(HttpContext context, long? from, string? clusterId, CancellationToken stop)
    {
        var now = await events.GetPositionAsync(stop);
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        // Proxies that would otherwise keep events back.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        var position = from ?? now;
        await WriteAsync(context, "retry: 1000\n" + Text(new FleetEvent(position, EventTypes.Ready, null, "{}")), stop);
        var written = time.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var text = new StringBuilder();
            if (await events.ReadAsync(position, stop) is var (found, next))
            {
                position = next;
                // Asked again with each event: a cluster's alias, which a role may hang on, may have changed.
                var seen = found.Count > 0 && clusterId is null ? await V2Scope.SeenAsync(reader, context, stop) : null;
                foreach (var one in found.Where(e => e.Type == EventTypes.Settings || ((clusterId is null || e.ClusterId == clusterId) && (seen is null || (e.ClusterId is { } id && seen.Contains(id)))))) text.Append(Text(one));
            }
            else
            {
                position = await events.GetPositionAsync(stop);
                text.Append(Text(new FleetEvent(position, EventTypes.Reset, null, "{}")));
            }

            if (text.Length == 0 && time.GetElapsedTime(written) > Heartbeat) text.Append(": so that nobody takes the line for dead\n\n");
            if (text.Length == 0) continue;
            await WriteAsync(context, text.ToString(), stop);
            written = time.GetTimestamp();
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private static string Text(FleetEvent one) => string.Create(CultureInfo.InvariantCulture, $"id: {one.Id}\nevent: {one.Type}\ndata: {one.Data}\n\n");

    private async Task WriteAsync(HttpContext context, string text, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var timer = time.CreateTimer(_ => patience.Cancel(), null, Patience, Timeout.InfiniteTimeSpan);
        try
        {
            await context.Response.WriteAsync(text, patience.Token);
            await context.Response.Body.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            context.Abort();
            throw new OperationCanceledException(stop);
        }
    }
}
