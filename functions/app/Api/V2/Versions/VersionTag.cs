using System.Security.Cryptography;
using System.Text.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Versions;

/// <summary>Versions of resources (RFC 9110, ETag), and what callers want them to be.</summary>
internal static class VersionTag
{
    private const string Any = "*";

    /// <summary>Version of something small, by what it says.</summary>
    public static string Of<T>(T value) => $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, FleetJson.Options)).AsSpan(0, 8))}\"";

    /// <summary>Answers with a resource, or with 304 where the caller has this version.</summary>
    public static IResult Answer<T>(HttpContext context, string tag, T resource)
    {
        context.Response.Headers.ETag = tag;
        return IsKnown(context.Request, tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Json(resource, V2Json.Options);
    }

    /// <summary>Whether the caller of a reading request has this version (If-None-Match).</summary>
    public static bool IsKnown(HttpRequest request, string tag) => request.Headers.IfNoneMatch.Count > 0 && Has(request.Headers.IfNoneMatch!, tag, isWeak: true);

    /// <summary>Makes sure that a resource which is to be replaced is the one that the caller saw.</summary>
    /// <param name="request">The request with If-Match or If-None-Match, or neither.</param>
    /// <param name="tag">The version that it has; null where there is none.</param>
    /// <exception cref="OperationException">It is another.</exception>
    public static void Ensure(HttpRequest request, string? tag)
    {
        var (match, none) = (request.Headers.IfMatch, request.Headers.IfNoneMatch);
        if (match.Count > 0 && !(tag is not null && Has(match!, tag, isWeak: false))) throw Changed(tag);
        if (none.Count > 0 && tag is not null && Has(none!, tag, isWeak: true)) throw Changed(tag);
    }

    /// <summary>Says that a resource is not the one that the caller saw.</summary>
    public static OperationException Changed(string? tag) => new(
        OperationError.Precondition,
        tag is null ? "It does not exist (any more)." : $"It has the version {tag} now. Read it again and decide anew.");

    private static bool Has(IEnumerable<string> headers, string tag, bool isWeak) => headers
        .SelectMany(header => header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Any(wanted => wanted == Any || (isWeak ? Strong(wanted) == Strong(tag) : wanted == tag));

    private static string Strong(string tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;
}
