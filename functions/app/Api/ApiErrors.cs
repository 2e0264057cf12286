using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.Legacy;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2;
using Ham4Db.Functions.Api.V2.Problems;
using Ham4Db.Storage;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api;

/// <summary>Turns what went wrong into an answer of the face that was asked. What nobody foresaw is told by an id that the log has too, and nothing else.</summary>
internal sealed class ApiErrors(ILogger<ApiErrors> logger)
{
    private static readonly PathString V2 = "/api/v2";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (IsRefusedMethod(context)) await V2Problem.WriteAsync(context, context.Response.StatusCode, $"{context.Request.Method} is not possible here.");
        }
        catch (OperationException exception)
        {
            await AnswerAsync(context, ProblemKinds.Of(exception.Error), exception.Message, exception.Details);
        }
        catch (BadHttpRequestException exception)
        {
            await AnswerAsync(context, exception.StatusCode, exception.Message, details: null);
        }
        catch (OidcUnavailableException exception)
        {
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, exception.Message, details: null);
        }
        catch (StoreUnavailableException exception)
        {
            ApiLog.StoreUnavailable(logger, exception);
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, $"The store cannot be used: {exception.Message}", details: null);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception exception)
        {
            ApiLog.Failed(logger, exception, context.TraceIdentifier);
            await AnswerAsync(
                context, StatusCodes.Status500InternalServerError, $"Internal error; the log tells more under the id {context.TraceIdentifier}.", details: null);
        }
    }

    /// <summary>Answers a path that has no endpoint.</summary>
    public static Task NotFoundAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments(V2))
            return V2Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is nothing at {context.Request.Path}.");
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
    }

    private static bool IsRefusedMethod(HttpContext context) =>
        context.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false } && context.Request.Path.StartsWithSegments(V2);

    private static Task AnswerAsync(HttpContext context, int status, string message, object? details) => AnswerAsync(context, ProblemKinds.Of(status), message, details);

    private static Task AnswerAsync(HttpContext context, ProblemKind kind, string message, object? details)
    {
        if (context.Response.HasStarted) return Task.CompletedTask;
        return context.Request.Path.StartsWithSegments(V2)
            ? V2Problem.WriteAsync(context, kind, message)
            : LegacyAnswer.Error(message, details).WriteAsync(context);
    }
}
