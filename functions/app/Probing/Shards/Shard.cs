using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ham4Db.Functions.Probing.Shards;

/// <summary>A part of the fleet that one process probes. Every cluster is in one part, and always in the same.</summary>
/// <param name="Index">Which, from 0.</param>
/// <param name="Of">How many there are.</param>
public sealed record Shard(int Index, int Of)
{
    /// <summary>The fleet in one part.</summary>
    public static Shard Whole { get; } = new(0, 1);

    /// <summary>Whether a cluster is in this part; or an address whose cluster is not known yet.</summary>
    public bool Has(string id) => Of == 1 || BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))) % Of == Index;
}
