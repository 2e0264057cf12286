using System.Security.Cryptography;
using System.Text;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Ids that are the same in each replay: a hash of what is, marked as a version 8 UUID.</summary>
internal static class DeterministicGuid
{
    public static Guid Create(string instanceId, string executionId, int number)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{instanceId}\n{executionId}\n{number}"));
        var bytes = hash.AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
