using Ham4Db.Functions.Api.V2.Versions;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>An answer that is made already, with its version: who has that version is only told so.</summary>
/// <param name="body">The answer.</param>
/// <param name="contentType">Its media type.</param>
/// <param name="tag">Its version.</param>
internal sealed class BodyAnswer(byte[] body, string contentType, string tag) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = tag;
        // It may be kept, and is asked for each time whether it is still so.
        response.Headers.CacheControl = "private, no-cache";
        if (VersionTag.IsKnown(httpContext.Request, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }
}
