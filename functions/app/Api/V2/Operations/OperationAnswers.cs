using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>Answers with something that was asked for, after waiting for its end as long as the caller wants.</summary>
internal sealed class OperationAnswers(OperationRuns runs, TopologyOperations operations)
{
    private const string Root = "/api/v2/operations/";

    /// <summary>Answers a request that started something: 202 while it runs, 200 once it has ended, and problem details where nothing was changed.</summary>
    /// <param name="context">The request.</param>
    /// <param name="uid">What was started.</param>
    /// <param name="standard">How long is waited where the request does not say.</param>
    /// <param name="cancellationToken">Ends the wait; it goes on.</param>
    /// <exception cref="OperationException">Nothing was changed.</exception>
    public async Task<IResult> StartedAsync(HttpContext context, string uid, WaitChoice standard, CancellationToken cancellationToken)
    {
        var run = await WaitAsync(context, uid, standard, cancellationToken);
        context.Response.Headers.Location = context.Request.PathBase + Root + uid;
        if (run.State == OperationState.Refused)
            throw new OperationException(run.WasNotBegun ? OperationError.Conflict : OperationError.Refused, Refusal(run));
        if (run is { HasEnded: true, Operation: { } record }) await operations.RefreshAsync(record, cancellationToken);
        if (!run.HasEnded) context.Response.Headers.RetryAfter = "1";
        return TypedResults.Json(OperationResource.Of(run), V2Json.Options, statusCode: run.HasEnded ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    /// <summary>Answers with what became of something.</summary>
    /// <exception cref="OperationException">There is nothing with this id.</exception>
    public async Task<IResult> ReadAsync(HttpContext context, string uid, CancellationToken cancellationToken) =>
        TypedResults.Json(OperationResource.Of(await WaitAsync(context, uid, WaitChoice.None, cancellationToken)), V2Json.Options);

    private static string Refusal(OperationRun run) => run.WasNotBegun && run.Accepted.Order is not null
        ? $"{run.Accepted.Kind} was not begun. {string.Join(' ', run.Errors)}"
        : string.Join(' ', run.Errors);

    private async Task<OperationRun> WaitAsync(HttpContext context, string uid, WaitChoice standard, CancellationToken cancellationToken) =>
        await runs.WaitAsync(uid, WaitChoice.Of(context, standard).Limit, context.Caller().Client, cancellationToken)
        ?? throw OperationException.NotFound($"There is no operation {uid}.");
}
