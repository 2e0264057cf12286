using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Runtime.Http;

/// <summary>Serves HTTP functions on Kestrel. Responses are written straight through, so that event streams are not buffered.</summary>
internal static class HttpFunctions
{
    public static void AddServices(WebApplicationBuilder web, IEnumerable<string> urls, Action<HttpsConnectionAdapterOptions>? https)
    {
        web.WebHost.UseKestrelHttpsConfiguration();
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (https is not null) kestrel.ConfigureHttpsDefaults(https);
        });
        web.WebHost.UseUrls([.. urls]);

        // For the executors of IActionResult; no controllers are looked for.
        web.Services.AddMvcCore();
    }

    public static void Map(WebApplication app, IEnumerable<FunctionDescriptor> functions)
    {
        foreach (var function in functions)
        {
            var trigger = (HttpTriggerAttribute)function.Trigger;
            var route = "/" + (trigger.Route ?? function.Name).TrimStart('/');
            RequestDelegate handler = context => HandleAsync(context, function);
            try
            {
                if (trigger.Methods is { Length: > 0 } methods)
                    app.MapMethods(route, methods.Select(m => m.ToUpperInvariant()), handler);
                else
                    app.Map(route, handler);
            }
            catch (Microsoft.AspNetCore.Routing.Patterns.RoutePatternException e)
            {
                throw new RuntimeStartupException($"Function '{function.Name}' has the route '{route}', which cannot be used: {e.Message}", e);
            }
        }
    }

    private static async Task HandleAsync(HttpContext context, FunctionDescriptor function)
    {
        var invoker = context.RequestServices.GetRequiredService<FunctionInvoker>();
        switch (await invoker.InvokeAsync(function, context.Request, context.RequestServices, context.RequestAborted))
        {
            case IResult result:
                await result.ExecuteAsync(context);
                break;
            case IActionResult result:
                await result.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
                break;
        }
    }
}
