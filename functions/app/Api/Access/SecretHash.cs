using System.Security.Cryptography;
using System.Text;

namespace Ham4Db.Functions.Api.Access;

/// <summary>A secret of which only the hash is kept; it is compared in a time that tells nothing of it.</summary>
internal sealed class SecretHash
{
    /// <summary>Begins a hash in the configuration.</summary>
    public const string Prefix = "sha256:";

    private readonly byte[] _hash;

    private SecretHash(byte[] hash) => _hash = hash;

    /// <summary>The hash of a secret.</summary>
    public static SecretHash Of(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A secret of the configuration, which may be its hash already; null where it looks like a hash and is none.</summary>
    public static SecretHash? Read(string text)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return Of(text);
        var hash = new byte[SHA256.HashSizeInBytes];
        return Convert.FromHexString(text.AsSpan(Prefix.Length), hash, out var read, out var written) == System.Buffers.OperationStatus.Done
            && written == hash.Length && read == text.Length - Prefix.Length ? new(hash) : null;
    }

    /// <summary>Whether both are of the same secret.</summary>
    public bool Matches(SecretHash other) => CryptographicOperations.FixedTimeEquals(_hash, other._hash);
}
