namespace Ham4Db.Core.Model;

/// <summary>Divides instances into clusters.</summary>
public static class ClusterGrouping
{
    /// <summary>
    /// Instances belong together when one replicates from the other (a detached replica still belongs to the source that it was detached from),
    /// when they are addresses of one server, or when one lists the other as a member of its group.
    /// </summary>
    /// <param name="members">All known instances; duplicates of a key are an error.</param>
    /// <returns>The clusters, each in the order of its keys, ordered by their smallest key.</returns>
    public static IReadOnlyList<IReadOnlyList<ClusterMember>> Group(IEnumerable<ClusterMember> members)
    {
        var byKey = members.OrderBy(m => m.Key).ToDictionary(m => m.Key);
        var resolver = new SourceResolver(byKey.Values);
        var parent = byKey.Keys.ToDictionary(k => k, k => k);

        foreach (var member in byKey.Values)
        {
            Join(member.Key, resolver.CanonicalKey(member.Key));
            if (resolver.Resolve(member) is { } source) Join(member.Key, source);
            if (FormerSource(member.Snapshot) is { } former) Join(member.Key, resolver.CanonicalKey(former));
            // A group's name alone says nothing: Galera's default name is the same everywhere.
            foreach (var other in member.Snapshot.GroupMembers.Where(o => SameGroup(member, byKey.GetValueOrDefault(o)))) Join(member.Key, other);
        }

        return [.. byKey.Values.GroupBy(m => Root(m.Key)).Select(g => (IReadOnlyList<ClusterMember>)[.. g])];

        void Join(InstanceKey a, InstanceKey b)
        {
            if (!parent.ContainsKey(b)) return;
            var (rootA, rootB) = (Root(a), Root(b));
            if (rootA.CompareTo(rootB) < 0) parent[rootB] = rootA;
            else parent[rootA] = rootB;
        }

        InstanceKey Root(InstanceKey key)
        {
            while (parent[key] != key) key = parent[key] = parent[parent[key]];
            return key;
        }
    }

    static InstanceKey? FormerSource(InstanceSnapshot snapshot) => snapshot.Replication is { IsDetached: true, Source: var source }
        ? source with { Host = source.Host[InstanceKey.DetachedPrefix.Length..] }
        : null;

    static bool SameGroup(ClusterMember member, ClusterMember? other) =>
        other is not null && member.Snapshot.GroupName.Length > 0 && member.Snapshot.GroupName == other.Snapshot.GroupName;
}
