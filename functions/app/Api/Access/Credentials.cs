using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Reads the header Authorization.</summary>
internal static class Credentials
{
    private const string BearerScheme = "Bearer ";
    private const string BasicScheme = "Basic ";

    public const string BearerChallenge = "Bearer realm=\"Ham4Db\"";

    /// <summary>The bearer token of a request.</summary>
    public static bool TryGetBearer(HttpRequest request, [NotNullWhen(true)] out string? token) => TryGet(request, BearerScheme, out token);

    /// <summary>The user name and password of a request; empty ones where the header makes no sense.</summary>
    public static bool TryGetBasic(HttpRequest request, out string user, out string password)
    {
        (user, password) = ("", "");
        if (!TryGet(request, BasicScheme, out var encoded)) return false;
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length)) return true;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        if (text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon) (user, password) = (text[..colon], text[(colon + 1)..]);
        return true;
    }

    private static bool TryGet(HttpRequest request, string scheme, [NotNullWhen(true)] out string? value)
    {
        value = null;
        if (request.Headers.Authorization is not [{ } header] || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return false;
        value = header[scheme.Length..].Trim();
        return true;
    }
}
