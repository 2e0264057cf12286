using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>
/// What the instances of a tree have together, without errant transactions, so that each candidate can be compared with all others without going
/// through all of them: the unions are made once, along a walk in which everything below an instance comes right after it.
/// </summary>
sealed class KnownTransactions
{
    readonly Dictionary<InstanceKey, (int From, int To)> _places;
    readonly GtidSet[] _before;
    readonly GtidSet[] _from;
    readonly List<(DateTimeOffset SeenAt, GtidSet Set)> _lost = [];

    public KnownTransactions(Succession context, GtidKind kind)
    {
        _places = Places(context);
        var none = GtidSet.Empty(kind);
        GtidSet SoundOf(ClusterMember member) => context.TransactionsOf(member).Sound is { } sound && sound.Kind == kind ? sound : none;

        var walk = new GtidSet[context.Tree.Count];
        foreach (var member in context.Tree) walk[_places[member.Key].From] = member.IsLastCheckValid ? SoundOf(member) : none;
        _before = new GtidSet[walk.Length + 1];
        _from = new GtidSet[walk.Length + 1];
        _before[0] = _from[^1] = none;
        for (var i = 0; i < walk.Length; i++) _before[i + 1] = _before[i].Union(walk[i]);
        for (var i = walk.Length - 1; i >= 0; i--) _from[i] = _from[i + 1].Union(walk[i]);

        Reachable = context.Old.IsLastCheckValid ? _from[0].Union(SoundOf(context.Old)) : _from[0];
        _lost.Add((DateTimeOffset.MinValue, none));
        foreach (var member in context.Tree.Append(context.Old).Where(m => m.Key == context.Old.Key || !m.IsLastCheckValid).OrderBy(m => m.Snapshot.SeenAt))
            _lost.Add((member.Snapshot.SeenAt, _lost[^1].Set.Union(SoundOf(member))));
    }

    /// <summary>On all reachable instances, the old primary among them.</summary>
    public GtidSet Reachable { get; }

    /// <summary>On reachable instances that do not get it through <paramref name="candidate"/>.</summary>
    public GtidSet BesidesThoseBelow(ClusterMember candidate)
    {
        var (from, to) = _places[candidate.Key];
        return _before[from].Union(_from[to]);
    }

    /// <summary>
    /// On lost instances at their last check. Only what was seen before the (reachable) candidate was: what was seen later it may have received since.
    /// </summary>
    public GtidSet OnLostBefore(ClusterMember candidate) => _lost.FindLast(l => l.SeenAt <= candidate.Snapshot.SeenAt).Set;

    // The tree comes nearest tier first, so that a source has its place before its replicas.
    static Dictionary<InstanceKey, (int From, int To)> Places(Succession context)
    {
        InstanceKey SourceOf(ClusterMember member) => context.Topology.SourceOf(member.Key)!.Key;

        var sizes = context.Tree.ToDictionary(m => m.Key, _ => 1);
        sizes[context.Old.Key] = 0;
        foreach (var member in context.Tree.Reverse()) sizes[SourceOf(member)] += sizes[member.Key];
        var next = new Dictionary<InstanceKey, int> { [context.Old.Key] = 0 };
        var places = new Dictionary<InstanceKey, (int From, int To)>();
        foreach (var member in context.Tree)
        {
            var from = next[SourceOf(member)];
            next[SourceOf(member)] = from + sizes[member.Key];
            next[member.Key] = from + 1;
            places[member.Key] = (from, from + sizes[member.Key]);
        }

        return places;
    }
}
