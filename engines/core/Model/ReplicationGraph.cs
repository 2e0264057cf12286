namespace Ham4Db.Core.Model;

/// <summary>Who replicates from whom among the members of a cluster. Every node has at most one source; circles are allowed.</summary>
sealed class ReplicationGraph
{
    readonly IReadOnlyDictionary<InstanceKey, ClusterMember> _members;
    readonly SourceResolver _resolver;
    readonly Dictionary<InstanceKey, ClusterMember> _sources = [];
    readonly Dictionary<InstanceKey, List<ClusterMember>> _replicas = [];
    readonly HashSet<InstanceKey> _inCircle = [];

    public ReplicationGraph(IReadOnlyDictionary<InstanceKey, ClusterMember> members)
    {
        _members = members;
        _resolver = new SourceResolver([.. members.Values]);
        foreach (var member in members.Values.Where(m => CanonicalKey(m.Key) == m.Key))
        {
            if (_resolver.Resolve(member) is not { } source) continue;
            _sources[member.Key] = members[source];
            if (!_replicas.TryGetValue(source, out var siblings)) _replicas[source] = siblings = [];
            siblings.Add(member);
        }

        FindCircles();
    }

    public InstanceKey CanonicalKey(InstanceKey key) => _resolver.CanonicalKey(key);

    public ClusterMember? SourceOf(InstanceKey key) => _sources.GetValueOrDefault(CanonicalKey(key));

    public IReadOnlyList<ClusterMember> ReplicasOf(InstanceKey key) =>
        _replicas.TryGetValue(CanonicalKey(key), out var replicas) ? replicas : [];

    public bool IsInCircle(InstanceKey key) => _inCircle.Contains(CanonicalKey(key));

    public int DepthOf(InstanceKey key)
    {
        var depth = 0;
        for (var at = CanonicalKey(key); !_inCircle.Contains(at) && _sources.TryGetValue(at, out var source); at = source.Key) depth++;
        return depth;
    }

    public IReadOnlyList<ClusterMember> AncestorsOf(InstanceKey key)
    {
        List<ClusterMember> ancestors = [];
        HashSet<InstanceKey> seen = [CanonicalKey(key)];
        for (var source = SourceOf(key); source is not null && seen.Add(source.Key); source = SourceOf(source.Key)) ancestors.Add(source);
        return ancestors;
    }

    /// <summary>What is below an instance, nearest tier first, without looking at <paramref name="avoided"/> and what is below that only.</summary>
    public IReadOnlyList<ClusterMember> DescendantsOf(InstanceKey key, InstanceKey? avoided = null)
    {
        List<ClusterMember> found = [];
        HashSet<InstanceKey> seen = [CanonicalKey(key)];
        Queue<InstanceKey> open = new(seen);
        if (avoided is { } not) seen.Add(CanonicalKey(not));
        while (open.TryDequeue(out var next))
        {
            foreach (var replica in ReplicasOf(next).Where(r => seen.Add(r.Key)))
            {
                found.Add(replica);
                open.Enqueue(replica.Key);
            }
        }

        return found;
    }

    void FindCircles()
    {
        HashSet<InstanceKey> done = [];
        foreach (var start in _members.Keys)
        {
            List<InstanceKey> path = [];
            var at = CanonicalKey(start);
            while (done.Add(at))
            {
                path.Add(at);
                if (!_sources.TryGetValue(at, out var source)) break;
                at = source.Key;
            }

            // A walk that ends on itself has closed a circle; one that ends on an earlier walk has not.
            var first = path.IndexOf(at);
            if (first >= 0 && _sources.ContainsKey(at)) _inCircle.UnionWith(path[first..]);
        }
    }
}
