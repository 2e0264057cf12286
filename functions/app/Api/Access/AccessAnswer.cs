using System.Globalization;
using Ham4Db.Functions.Api.Legacy;
using Ham4Db.Functions.Api.V2;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Refusals, as the face that was asked tells them. Clients of the older interfaces know the word Unauthorized for both kinds.</summary>
internal static class AccessAnswer
{
    private static readonly PathString V2 = "/api/v2";
    private static readonly PathString Legacy = "/api";

    /// <summary>Who it is, is not known.</summary>
    public static Task UnauthorizedAsync(HttpContext context, IEnumerable<string> challenges, string problem)
    {
        context.Response.Headers.WWWAuthenticate = new StringValues([.. challenges]);
        return WriteAsync(context, StatusCodes.Status401Unauthorized, "Unauthorized", problem);
    }

    /// <summary>Who it is, is known, and they may not.</summary>
    public static Task ForbiddenAsync(HttpContext context, string reason) => WriteAsync(context, StatusCodes.Status403Forbidden, "Forbidden", reason);

    /// <summary>They ask too often.</summary>
    public static Task TooManyAsync(HttpContext context, TimeSpan pause, string reason)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return WriteAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests", reason);
    }

    private static Task WriteAsync(HttpContext context, int status, string word, string reason)
    {
        if (context.Request.Path.StartsWithSegments(V2)) return V2Problem.WriteAsync(context, status, $"{word}: {reason}");
        if (context.Request.Path.StartsWithSegments(Legacy))
            return LegacyAnswer.Refused(status, $"{(status == StatusCodes.Status403Forbidden ? "Unauthorized" : word)}: {reason}").WriteAsync(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"{word}: {reason}\n", context.RequestAborted);
    }
}
