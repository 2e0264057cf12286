using Ham4Db.Core.Model;

namespace Ham4Db.Core.Gtid;

/// <summary>Finds transactions that a replica has and its source never had.</summary>
public static class ErrantTransactions
{
    /// <summary>
    /// Errant transactions of an instance, by set arithmetic over the snapshots: executed here, not executed at its source, not received from its source,
    /// and not originated by an ancestor. An ancestor's own transactions are never errant below it: snapshots are not taken at the same moment, and
    /// with semi-synchronous replication a replica may even execute a transaction before the primary commits it.
    /// </summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="key">The instance.</param>
    /// <returns>The transactions, empty for none (also for a primary), null when it cannot be known. For MariaDB, which tells positions only, the newest of each domain.</returns>
    public static string? Find(ClusterTopology topology, InstanceKey key)
    {
        if (!topology.Members.TryGetValue(topology.CanonicalKey(key), out var member)) return null;
        if (topology.IsPrimary(key)) return "";
        // What came over a further channel, or through a group, is not in the source and not errant either.
        if (topology.SourceOf(key) is not { } source || member.Snapshot is not { Replication: { } status, OtherChannels.Count: 0, GroupName.Length: 0 }) return null;
        if (source.Snapshot.GtidKind != member.Snapshot.GtidKind) return null;

        List<InstanceSnapshot> origins = [.. topology.AncestorsOf(key).Select(a => a.Snapshot)];
        // The source replicates from a co-primary in turn and may not have got there yet.
        if (topology.IsCoPrimary(key)) origins.Add(member.Snapshot);

        return (Read(member.Snapshot, member.Snapshot.ExecutedGtidSet), Read(source.Snapshot, source.Snapshot.ExecutedGtidSet), Read(member.Snapshot, status.RetrievedGtidSet)) switch
        {
            (OracleGtidSet own, OracleGtidSet theirs, OracleGtidSet received) => Find(own, theirs, received, origins),
            (MariaDbGtidSet own, MariaDbGtidSet theirs, MariaDbGtidSet received) => Find(own, theirs, received, origins),
            // Beyond the end of the source's own timeline a replica is only seen later than its source was.
            (WalSet own, WalSet theirs, _) => own.DivergesFrom(theirs) ? own.Subtract(theirs).ToString() : "",
            _ => null,
        };
    }

    /// <summary>
    /// What a demoted primary has and its successor lacks. MariaDB's positions hide what is before them: once the successor has written more,
    /// only the position at which it was promoted still tells what the old primary wrote alone.
    /// </summary>
    /// <param name="old">The demoted primary.</param>
    /// <param name="successor">Its successor, seen after it.</param>
    /// <param name="promotedAt">What the successor had when it was promoted; empty when unknown.</param>
    public static GtidSet LeftBehind(InstanceSnapshot old, InstanceSnapshot successor, string promotedAt)
    {
        var own = GtidSet.Parse(old.GtidKind, old.ExecutedGtidSet);
        var errant = own.Subtract(GtidSet.Parse(successor.GtidKind, successor.ExecutedGtidSet));
        if (promotedAt.Length == 0 || own is not MariaDbGtidSet position) return errant;
        var beyond = (MariaDbGtidSet)position.Subtract(MariaDbGtidSet.Parse(promotedAt));
        var alone = beyond.Subtract(beyond.WithoutServers(new HashSet<long> { old.ServerNumber }));
        // Where both stand at the very same transaction, the successor has it, if only as one without content.
        var shared = GtidSet.Parse(successor.GtidKind, successor.ExecutedGtidSet).Each().ToHashSet();
        return errant.Union(MariaDbGtidSet.Parse(string.Join(',', alone.Each().Where(gtid => !shared.Contains(gtid)))));
    }

    /// <summary>Whether a demoted primary has nothing any more that its successor lacks; false also when their sets cannot be read.</summary>
    public static bool AreDealtWith(InstanceSnapshot old, InstanceSnapshot successor, string promotedAt) =>
        old.GtidKind == successor.GtidKind
        && Read(old, old.ExecutedGtidSet) is not null
        && Read(successor, successor.ExecutedGtidSet) is not null
        && LeftBehind(old, successor, promotedAt).IsEmpty;

    /// <summary>What the member itself says, else what the snapshots say.</summary>
    internal static string? Of(ClusterTopology topology, ClusterMember member) => member.ErrantGtidSet ?? Find(topology, member.Key);

    static string? Find(OracleGtidSet own, OracleGtidSet theirs, OracleGtidSet received, List<InstanceSnapshot> origins)
    {
        var unexplained = ((OracleGtidSet)own.Subtract(theirs).Subtract(received)).WithoutServers(origins.Select(o => o.ServerId));
        return !unexplained.IsEmpty && origins.Any(o => o.ServerId.Length == 0) ? null : unexplained.ToString();
    }

    static string? Find(MariaDbGtidSet own, MariaDbGtidSet theirs, MariaDbGtidSet received, List<InstanceSnapshot> origins)
    {
        var known = origins.Select(o => o.ServerNumber).ToHashSet();
        var unexplained = ((MariaDbGtidSet)own.Subtract(theirs).Subtract(received)).WithoutServers(known);
        return !unexplained.IsEmpty && known.Contains(0) ? null : unexplained.ToString();
    }

    static GtidSet? Read(InstanceSnapshot snapshot, string text) => GtidSet.TryParse(snapshot.GtidKind, text, out var set) ? set : null;
}
