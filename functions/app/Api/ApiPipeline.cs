using Ham4Db.Functions.Api.Legacy;
using Ham4Db.Functions.Api.V2;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api;

/// <summary>The endpoints of the API behind one delegate, so that the same ones run under every host: they use nothing of the host but the request.</summary>
public sealed class ApiPipeline
{
    private readonly RequestDelegate _run;

    internal ApiPipeline(LegacyFace legacy, V2Face v2, ApiErrors errors, string prefix)
    {
        // This application is never started: it only routes. What is worth a log entry goes to the host's log.
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        if (prefix.Trim('/') is { Length: > 0 } path) app.UsePathBase("/" + path);
        app.Use(errors.InvokeAsync);
        app.Use(EngineSegment.InvokeAsync);
        app.UseRouting();
        legacy.Map(app);
        v2.Map(app);
        app.UseEndpoints(_ => { });
        app.Run(ApiErrors.NotFoundAsync);
        _run = ((IApplicationBuilder)app).Build();
    }

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="client">The client with which this request starts orchestrations.</param>
    public Task InvokeAsync(HttpContext context, DurableTaskClient client)
    {
        // The host has routed the request to its one function; here it is routed again.
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Features.Set(client);
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return _run(context);
    }
}
