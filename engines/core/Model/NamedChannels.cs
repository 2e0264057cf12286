namespace Ham4Db.Core.Model;

/// <summary>Finds the place of instances that replicate over named channels alone: below the first of their sources that is known with them.</summary>
public static class NamedChannels
{
    /// <summary>
    /// The members, each named channel from another member standing where the default channel would be. So whoever replicates from a primary over a
    /// named channel is its replica and a witness of its life; that its channel has a name keeps everybody from touching it.
    /// </summary>
    public static IReadOnlyList<ClusterMember> Place(IReadOnlyCollection<ClusterMember> members) => [.. members.Select(member => Place(member, members))];

    private static ClusterMember Place(ClusterMember member, IReadOnlyCollection<ClusterMember> members)
    {
        if (member.Snapshot is not { Replication: null, OtherChannels: { Count: > 0 } channels }) return member;
        var feed = channels.FirstOrDefault(channel => members.Any(other => other.Key != member.Key && IsSource(channel, other.Snapshot)));
        return feed is null
            ? member
            : member with { Snapshot = member.Snapshot with { Replication = feed, OtherChannels = [.. channels.Where(channel => channel != feed)] } };
    }

    private static bool IsSource(ReplicationStatus channel, InstanceSnapshot other) =>
        channel.Source == other.Key
        || (channel.SourceServerId.Length > 0 && string.Equals(channel.SourceServerId, other.ServerId, StringComparison.OrdinalIgnoreCase));
}
