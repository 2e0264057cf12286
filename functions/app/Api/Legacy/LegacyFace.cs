using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>The older interfaces: orchestrator's paths and JSON, the form with the engine's name included.</summary>
internal sealed class LegacyFace(LegacyTable table, Ham4DbOptions options)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 20;

    /// <summary>The last page that can be asked for.</summary>
    public const int MaxPage = int.MaxValue / PageSize;


    /// <summary>Maps every line of the table.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        foreach (var route in table.Routes)
            endpoints.MapMethods("/api/" + route.Path, route.Methods, context => RunAsync(context, route)).WithMetadata(route);
        if (options.StatusEndpoint.Trim('/') is { Length: > 0 } path && table.Routes.All(route => $"api/{route.Path}" != path))
            endpoints.MapMethods("/" + path, table.Health.Methods, context => RunAsync(context, table.Health)).WithMetadata(table.Health);
    }

    private async Task RunAsync(HttpContext context, LegacyRoute route)
    {
        var answer = Refuse(context, route) ?? await route.RunAsync(new LegacyCall(context));
        await answer.WriteAsync(context);
    }

    private LegacyAnswer? Refuse(HttpContext context, LegacyRoute route)
    {
        if (!route.Changes) return null;
        if (CrossSite.IsForeign(context.Request))
            return LegacyAnswer.Forbidden("Forbidden: the browser says that a page of another site made this request. Changes are accepted from this site's own pages, and from scripts.");
        return options.ReadOnly ? LegacyAnswer.Error("Unauthorized: this deployment is read-only (ReadOnly is true).") : null;
    }
}
