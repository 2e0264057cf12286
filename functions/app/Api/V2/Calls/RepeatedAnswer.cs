using System.Text;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Calls;

/// <summary>The answer of a call as it was the first time.</summary>
internal sealed class RepeatedAnswer(IdempotentCall call, bool isRepeated = true) : IResult
{
    /// <summary>Header that says that the call was done before.</summary>
    public const string Header = "Idempotency-Replayed";

    /// <summary>Says that the call was done before.</summary>
    public static void Mark(HttpContext context) => context.Response.Headers[Header] = "true";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = call.Status!.Value;
        if (call.Location.Length > 0) response.Headers.Location = call.Location;
        if (call.ETag.Length > 0) response.Headers.ETag = call.ETag;
        if (isRepeated) Mark(httpContext);
        if (call.Body.Length == 0) return;
        response.ContentType = call.ContentType;
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(call.Body), httpContext.RequestAborted);
    }
}
