using Ham4Db.Functions.Api.V2.Operations;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Refuses changes to other sites' pages, and where the configuration says read-only.</summary>
internal sealed class ChangeFilter(Ham4DbOptions options) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (WhyNot(http.Request) is not { } reason)
        {
            // A wait that makes no sense is refused before anything is done, not after it.
            _ = WaitChoice.Asked(http.Request);
            return await next(context);
        }

        await V2Problem.WriteAsync(http, StatusCodes.Status403Forbidden, reason);
        return Results.Empty;
    }

    private string? WhyNot(HttpRequest request)
    {
        if (CrossSite.IsForeign(request)) return "The browser says that a page of another site made this request. Changes are accepted from this site's own pages, and from scripts.";
        return options.ReadOnly ? "This deployment is read-only (ReadOnly is true)." : null;
    }
}
