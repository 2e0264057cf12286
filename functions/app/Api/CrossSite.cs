using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api;

/// <summary>Recognises requests that a browser makes on behalf of another site's page.</summary>
internal static class CrossSite
{
    /// <summary>Whether the request comes from another site's page. Scripts send neither header and pass; a page can set neither.</summary>
    public static bool IsForeign(HttpRequest request)
    {
        // What the browser says itself holds behind proxies that change the host too.
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site) return site is not ("same-origin" or "none");
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, Authority(request), StringComparison.OrdinalIgnoreCase));
    }

    // An origin leaves out its scheme's own port, a host header may not.
    private static string Authority(HttpRequest request) =>
        Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var uri) ? uri.Authority : "";
}
