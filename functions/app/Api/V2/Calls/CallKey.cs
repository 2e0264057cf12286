using System.Security.Cryptography;
using System.Text;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Calls;

/// <summary>The key by which a caller marks a call as one that is to be done once.</summary>
internal static class CallKey
{
    /// <summary>Its header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>Longest key.</summary>
    public const int MaxLength = 255;

    private static readonly object Item = new();

    /// <summary>The key of a request; null where it has none.</summary>
    /// <exception cref="OperationException">It is no key.</exception>
    public static string? Of(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values)) return null;
        return values.Count == 1 && values[0] is { Length: > 0 and <= MaxLength } key && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw OperationException.Invalid($"{Header} is not right: give one of 1 to {MaxLength} visible ASCII characters, such as a UUID.");
    }

    /// <summary>Row of a key: each caller has keys of their own.</summary>
    public static string Row(string actor, string key) => Hash(Encoding.UTF8.GetBytes($"{actor}\n{key}"));

    /// <summary>What a request asks for. How long its caller wants to wait is no part of it.</summary>
    public static string Fingerprint(HttpRequest request, byte[] body)
    {
        var query = string.Join('&', request.Query.Where(q => q.Key != WaitChoice.Query).OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value.ToString())}"));
        return Hash([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}?{query}\n{request.Headers.IfMatch}\n"), .. body]);
    }

    /// <summary>Says which id an operation has that the request starts.</summary>
    public static void SetUid(HttpContext context, string uid) => context.Items[Item] = uid;

    /// <summary>The id of the operation that the request starts: the same for the same key.</summary>
    public static string UidOf(HttpContext context) => context.Items[Item] as string ?? OperationRuns.NewUid();

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
