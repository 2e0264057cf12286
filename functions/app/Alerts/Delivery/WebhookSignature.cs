using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ham4Db.Functions.Alerts.Delivery;

/// <summary>Signatures after Standard Webhooks: HMAC-SHA256 over id, time and body, one for each secret.</summary>
internal static class WebhookSignature
{
    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private const int MinKeyLength = 24;
    private const int MaxKeyLength = 64;

    /// <summary>The key of a secret; null where it is none.</summary>
    public static byte[]? KeyOf(string secret)
    {
        if (!secret.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var key = new byte[secret.Length];
        return Convert.TryFromBase64String(secret[Prefix.Length..], key, out var length) && length is >= MinKeyLength and <= MaxKeyLength ? key[..length] : null;
    }

    /// <summary>The header <c>webhook-signature</c>.</summary>
    /// <param name="secrets">The secrets, at least one.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="at">The time of this attempt.</param>
    /// <param name="body">The body as it is sent.</param>
    public static string Sign(IReadOnlyList<string> secrets, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}."), .. body];
        return string.Join(' ', secrets.Select(KeyOf).Where(key => key is not null).Select(key => Version + Convert.ToBase64String(HMACSHA256.HashData(key!, signed))));
    }

    /// <summary>The header <c>webhook-timestamp</c>: seconds since 1970.</summary>
    public static string Timestamp(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
