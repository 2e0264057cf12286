using Ham4Db.Functions.Api.Reading;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>An answer of the older interfaces.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">What is written as JSON.</param>
internal sealed record LegacyAnswer(int Status, object Body)
{
    private const string ContentType = "application/json; charset=UTF-8";

    /// <summary>A value as it is.</summary>
    public static LegacyAnswer Raw(object value) => new(StatusCodes.Status200OK, value);

    /// <summary>A success in an envelope.</summary>
    public static LegacyAnswer Ok(string message, object? details = null) =>
        new(StatusCodes.Status200OK, new LegacyEnvelope("OK", message, details, StatusCodes.Status200OK));

    /// <summary>A failure: whatever it is, clients of the older interfaces expect the status 500.</summary>
    public static LegacyAnswer Error(string message, object? details = null) =>
        new(StatusCodes.Status500InternalServerError, new LegacyEnvelope("ERROR", message, details, StatusCodes.Status500InternalServerError));

    /// <summary>A refusal that no client of the older interfaces gets unless a browser made it ask.</summary>
    public static LegacyAnswer Forbidden(string message) => Refused(StatusCodes.Status403Forbidden, message);

    /// <summary>A refusal with a status that clients and what stands before us understand.</summary>
    public static LegacyAnswer Refused(int status, string message) => new(status, new LegacyEnvelope("ERROR", message, Details: null, status));

    /// <summary>A value that is written already, with its version.</summary>
    public static LegacyAnswer Made(byte[] body, string tag) => Raw(new BodyAnswer(body, ContentType, tag));

    public Task WriteAsync(HttpContext context)
    {
        if (Body is BodyAnswer made) return made.ExecuteAsync(context);
        context.Response.StatusCode = Status;
        return context.Response.WriteAsJsonAsync(Body, Body.GetType(), LegacyJson.Options, ContentType, context.RequestAborted);
    }
}
