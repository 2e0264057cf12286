using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.Health;
using Ham4Db.Functions.Api.Legacy;
using Ham4Db.Functions.Api.V2;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api;

/// <summary>The endpoints of the API behind one delegate, so that the same ones run under every host: they use nothing of the host but the request.</summary>
public sealed class ApiPipeline
{
    private readonly RequestDelegate _run;
    private readonly IEndpointRouteBuilder _routes;

    internal ApiPipeline(LegacyFace legacy, V2Face v2, HealthEndpoints health, MetricsEndpoint metrics, WebEndpoints web, ApiErrors errors, AccessControl access, Ham4DbOptions options)
    {
        // This application is never started: it only routes. What is worth a log entry goes to the host's log.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddRateLimiter(limiter => RateLimits.Configure(limiter, options));
        var app = builder.Build();
        if (options.URLPrefix.Trim('/') is { Length: > 0 } path) app.UsePathBase("/" + path);
        app.Use(metrics.MeasureAsync);
        app.Use(errors.InvokeAsync);
        app.Use(RequestGuard.InvokeAsync);
        app.Use(EngineSegment.InvokeAsync);
        app.UseRouting();
        app.Use(access.AuthenticateAsync);
        app.UseRateLimiter();
        app.Use(access.AuthorizeAsync);
        legacy.Map(app);
        v2.Map(app);
        health.Map(app);
        metrics.Map(app);
        web.Map(app);
        app.UseEndpoints(_ => { });
        app.Run(ApiErrors.NotFoundAsync);
        _routes = app;
        _run = ((IApplicationBuilder)app).Build();
    }

    /// <summary>Every endpoint.</summary>
    internal IEnumerable<RouteEndpoint> Endpoints => _routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="client">The client with which this request starts orchestrations.</param>
    public Task InvokeAsync(HttpContext context, DurableTaskClient client)
    {
        // The host has routed the request to its one function; here it is routed again.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Features.Set(client);
        return _run(context);
    }
}
