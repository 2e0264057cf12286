using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A failure as problem details (RFC 9457).</summary>
/// <param name="Type">Names the kind; <c>about:blank</c>, as the status says it all.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened, in words.</param>
internal sealed record V2Problem(string Type, string Title, int Status, string Detail)
{
    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        var problem = new V2Problem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, detail);
        return context.Response.WriteAsJsonAsync(problem, V2Json.Options, "application/problem+json", context.RequestAborted);
    }
}
