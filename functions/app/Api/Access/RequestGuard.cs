using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ham4Db.Functions.Api.Access;

/// <summary>What holds for every request and answer: how large a body may be, and what browsers may do with an answer.</summary>
internal static class RequestGuard
{
    /// <summary>Bytes that a body may have.</summary>
    public const int MaxBody = 1 << 20;

    // Answers are data. A page of ours that needs more sets a policy of its own.
    private const string Policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.ContentSecurityPolicy = Policy;
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxBody;
        // A host may let more through than it is told to; what is sent in pieces ends when it is read.
        if (context.Request.ContentLength > MaxBody) throw new BadHttpRequestException($"The body is larger than {MaxBody} bytes.", StatusCodes.Status413PayloadTooLarge);
        await next(context);
    }
}
