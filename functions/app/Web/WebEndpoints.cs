using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Web;

/// <summary>Serves the web page, from the same HTTP function as the API: what protects that protects this.</summary>
internal sealed class WebEndpoints(WebFiles files)
{
    private const string Assets = "assets/";
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly string[] Methods = ["GET", "HEAD"];

    /// <summary>Maps the page and the addresses that its predecessors had.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", Methods, (HttpContext context) => Redirect(context, "")).WithName("ToWebPage").WithSummary("Leads to the web page.");
        endpoints.MapMethods("/web/{**path}", Methods, (HttpContext context, string? path) => Redirect(context, OldAddresses.Find(path ?? "")))
            .WithName("FromOldWebPage").WithSummary("Leads from addresses of orchestrator's pages to ours.");
        endpoints.MapMethods(WebPage.Root + "{**path}", Methods, (HttpContext context, string? path) => AnswerAsync(context, path ?? ""))
            .WithName("WebPage").WithSummary("The web page.");
    }

    private static RedirectHttpResult Redirect(HttpContext context, string address) => TypedResults.LocalRedirect(context.Request.PathBase + WebPage.Root + address);

    private Task AnswerAsync(HttpContext context, string path)
    {
        if (files.Find(path) is { } file && path != "index.html") return FileAsync(context, file, path.StartsWith(Assets, StringComparison.Ordinal));
        // Everything else is an address of the page; but a script of an older build that is gone must not turn out to be a document.
        if (!path.StartsWith(Assets, StringComparison.Ordinal)) return DocumentAsync(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return SendAsync(context, "text/plain; charset=utf-8", "404 page not found\n"u8.ToArray());
    }

    private static Task FileAsync(HttpContext context, WebFile file, bool isHashed)
    {
        var (body, encoding) = file.Choose(context.Request.Headers.AcceptEncoding.ToString());
        var headers = context.Response.Headers;
        headers.CacheControl = isHashed ? Forever : "no-cache";
        headers.Vary = "Accept-Encoding";
        if (encoding is not null) headers.ContentEncoding = encoding;
        return SendAsync(context, file.ContentType, body);
    }

    private Task DocumentAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        if (files.Document is not { } document)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return SendAsync(context, "text/html; charset=utf-8", Encoding.UTF8.GetBytes(WebPage.Missing));
        }

        var nonce = WebPage.NewNonce();
        headers.ContentSecurityPolicy = WebPage.Policy(nonce);
        return SendAsync(context, document.ContentType, WebPage.Make(document, context.Request.PathBase, nonce));
    }

    private static Task SendAsync(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }
}
