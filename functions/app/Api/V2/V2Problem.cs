using Ham4Db.Functions.Api.V2.Problems;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A failure as problem details (RFC 9457).</summary>
/// <param name="Type">Names the kind: one of <see cref="ProblemKinds.All"/>.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What happened, in words.</param>
internal sealed record V2Problem(string Type, string Title, int Status, string Detail)
{
    /// <summary>The media type.</summary>
    public const string ContentType = "application/problem+json";

    public static Task WriteAsync(HttpContext context, int status, string detail) => WriteAsync(context, ProblemKinds.Of(status), detail);

    public static Task WriteAsync(HttpContext context, ProblemKind kind, string detail)
    {
        context.Response.StatusCode = kind.Status;
        return context.Response.WriteAsJsonAsync(new V2Problem(kind.Type, kind.Title, kind.Status, detail), V2Json.Options, ContentType, context.RequestAborted);
    }
}
