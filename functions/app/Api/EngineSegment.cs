using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api;

/// <summary>Takes the engine out of a path such as <c>/api/opengauss/instance/db1/5432</c>, so that every path has the form with and the form without it.</summary>
internal static class EngineSegment
{
    private static readonly object Item = new();

    private static readonly (PathString Prefix, DatabaseEngine Engine)[] Prefixes =
        [.. Enum.GetValues<DatabaseEngine>().Select(engine => (new PathString("/api/" + Word(engine)), engine))];

    /// <summary>The engine's word in paths and answers.</summary>
    public static string Word(DatabaseEngine engine) => engine.ToString().ToLowerInvariant();

    /// <summary>The engine that the path named; null when it named none.</summary>
    public static DatabaseEngine? Of(HttpContext context) => context.Items.TryGetValue(Item, out var engine) ? (DatabaseEngine?)engine : null;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        foreach (var (prefix, engine) in Prefixes)
        {
            if (!context.Request.Path.StartsWithSegments(prefix, out var rest) || !rest.HasValue) continue;
            context.Items[Item] = engine;
            context.Request.Path = new PathString("/api").Add(rest);
            break;
        }

        return next(context);
    }
}
