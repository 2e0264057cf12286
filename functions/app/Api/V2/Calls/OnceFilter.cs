using System.Text;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Calls;

/// <summary>
/// Does a call with an Idempotency-Key once, however often and wherever it is made: the call is written before it is done, and its answer after that. One that changed
/// nothing is forgotten, so that it may be made again. One whose process died is done anew by whoever makes it next; what it starts has the same id each time, and is
/// therefore started once.
/// </summary>
internal sealed class OnceFilter(FleetStore store, OperationRuns runs, OperationAnswers answers, TimeProvider time) : IEndpointFilter
{
    private static readonly TimeSpan BusyTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (CallKey.Of(http.Request) is not { } key) return await next(context);
        var body = await ReadBodyAsync(http);
        var (row, fingerprint) = (CallKey.Row(http.Caller().Actor, key), CallKey.Fingerprint(http.Request, body));
        while (true)
        {
            var now = time.GetUtcNow();
            var found = await store.FindCallAsync(row, http.RequestAborted);
            var version = found?.Version;
            var fresh = new IdempotentCall { Fingerprint = fingerprint, Uid = OperationRuns.NewUid(), At = now, BusyUntil = now + BusyTime };
            if (found is { Call: var call } && call.At + FleetStore.CallsAreKept > now)
            {
                if (call.Fingerprint != fingerprint) throw new OperationException(OperationError.KeyReused, $"The {CallKey.Header} '{key}' came with another request at {call.At:u}. Use a new one for a new request.");
                if (await store.FindAcceptedAsync(call.Uid, http.RequestAborted) is { } accepted) return await RepeatOperationAsync(http, accepted);
                if (call.Status is not null) return new RepeatedAnswer(call);
                if (call.BusyUntil > now)
                {
                    await Task.Delay(Pause, time, http.RequestAborted);
                    continue;
                }

                fresh = call with { BusyUntil = now + BusyTime };
            }

            if (await store.TrySaveCallAsync(row, fresh, version, http.RequestAborted) is { } saved) return await RunAsync(context, next, row, fresh, saved);
        }
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContext context)
    {
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        body.Position = 0;
        context.Request.Body = body;
        return body.ToArray();
    }

    private async Task<object?> RepeatOperationAsync(HttpContext context, AcceptedOperation accepted)
    {
        RepeatedAnswer.Mark(context);
        // The process may have died after it was accepted.
        await runs.ResumeAsync(accepted, context.Caller(), context.RequestAborted);
        return await answers.StartedAsync(context, accepted.Uid, WaitChoice.None, context.RequestAborted);
    }

    private async Task<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, string row, IdempotentCall call, string version)
    {
        var http = context.HttpContext;
        CallKey.SetUid(http, call.Uid);
        try
        {
            var result = await next(context);
            if (await store.FindAcceptedAsync(call.Uid, CancellationToken.None) is not null || result is not IResult answer) return result;
            var done = await CaptureAsync(http, answer, call);
            await store.TrySaveCallAsync(row, done, version, CancellationToken.None);
            return new RepeatedAnswer(done, isRepeated: false);
        }
        catch
        {
            // What was accepted goes on, and is what the key stands for.
            if (await store.FindAcceptedAsync(call.Uid, CancellationToken.None) is null) await store.RemoveCallAsync(row, version, CancellationToken.None);
            throw;
        }
    }

    private static async Task<IdempotentCall> CaptureAsync(HttpContext context, IResult answer, IdempotentCall call)
    {
        var (response, body) = (context.Response, context.Response.Body);
        using var captured = new MemoryStream();
        response.Body = captured;
        try
        {
            await answer.ExecuteAsync(context);
        }
        finally
        {
            response.Body = body;
        }

        return call with
        {
            Status = response.StatusCode,
            ContentType = response.ContentType ?? "",
            Location = response.Headers.Location.ToString(),
            ETag = response.Headers.ETag.ToString(),
            Body = Encoding.UTF8.GetString(captured.ToArray()),
        };
    }
}
