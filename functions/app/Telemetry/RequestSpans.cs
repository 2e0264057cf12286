using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Makes spans of requests, within the caller's trace where it names one.</summary>
internal static class RequestSpans
{
    /// <summary>Runs a request in a span.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">Answers it.</param>
    /// <param name="routeOf">Its route, once that is known; values that callers chose are not in it.</param>
    public static async Task RunAsync(HttpContext context, RequestDelegate next, Func<HttpContext, string> routeOf)
    {
        if (!Instruments.Source.HasListeners())
        {
            await next(context);
            return;
        }

        // The server's own activity is not collected: a span within it would be left out with it.
        var around = Activity.Current;
        Activity.Current = null;
        var isCalled = ActivityContext.TryParse(context.Request.Headers.TraceParent, context.Request.Headers.TraceState, isRemote: true, out var caller);
        var span = Instruments.Source.StartActivity(context.Request.Method, ActivityKind.Server, isCalled ? caller : default);
        try
        {
            await next(context);
        }
        finally
        {
            if (span is not null) End(span, context, routeOf(context));
            Activity.Current = around;
        }
    }

    private static void End(Activity span, HttpContext context, string route)
    {
        span.DisplayName = $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) span.SetStatus(ActivityStatusCode.Error);
        span.Dispose();
    }
}
