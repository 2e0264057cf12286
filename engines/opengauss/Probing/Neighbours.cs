using System.Net;
using Ham4Db.Core.Model;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Engines.OpenGauss.Probing;

/// <summary>
/// Finds the instances behind the ends of channels. A channel tells an address, and the port of a connection or of replication; which port the database
/// behind it serves is known from the cluster's members. Where that is not known it is expected to be the port of the instance that tells.
/// </summary>
internal sealed class Neighbours(InstanceKey self, IReadOnlyList<Member> members)
{
    /// <summary>The instance that a standby receives from; null where the channel tells none.</summary>
    public InstanceKey? SourceOf(Channel? channel) => Find(channel, isListening: true);

    /// <summary>The standby at the other end of a sender's channel; null where the channel tells none.</summary>
    public InstanceKey? StandbyOf(Channel? channel) => Find(channel, isListening: false);

    /// <summary>Whether the port behind an address is known.</summary>
    public bool Knows(Channel? channel) => channel is null || members.Any(m => IsAt(m, channel.RemoteAddress));

    /// <summary>Every other member, to be made known.</summary>
    public IReadOnlyList<InstanceKey> All() => [.. members.Select(KeyOf).OfType<InstanceKey>().Where(key => key != self).Distinct()];

    /// <summary>
    /// The primary as the members tell it: the only one that is one now, else the one that was installed as one, if it is not this one. For a standby that is
    /// cut off and was never seen streaming.
    /// </summary>
    public InstanceKey? GuessPrimary()
    {
        var now = members.Where(m => m.Role is Role.Primary).ToList();
        var found = now.Count == 1 ? now[0] : members.FirstOrDefault(m => m.ConfiguredRole == "P");
        return found is not null && KeyOf(found) is { } key && key != self ? key : null;
    }

    private InstanceKey? Find(Channel? channel, bool isListening)
    {
        if (channel is not { RemoteAddress.Length: > 0 }) return null;
        var there = members.Where(m => IsAt(m, channel.RemoteAddress)).Select(KeyOf).OfType<InstanceKey>().Where(key => key != self).Distinct().ToList();
        // Replication listens on the database's own port or on the next one.
        if (isListening && there.Where(key => key.Port == channel.RemotePort || key.Port + 1 == channel.RemotePort).ToList() is [var exact]) return exact;
        if (there is [var only]) return only;
        var expected = self with { Host = channel.RemoteAddress };
        return expected.IsValid && expected != self ? expected : null;
    }

    private InstanceKey? KeyOf(Member member)
    {
        var key = new InstanceKey(DatabaseEngine.OpenGauss, member.Address, member.Port > 0 ? member.Port : self.Port);
        return key.IsValid ? key : null;
    }

    private static bool IsAt(Member member, string address) =>
        member.Address == address || (IPAddress.TryParse(member.Address, out var own) && IPAddress.TryParse(address, out var other) && own.Equals(other));
}
