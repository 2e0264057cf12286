using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What every part of a plan looks at: who loses the role, who is below it, and what each of them has.</summary>
sealed class Succession
{
    readonly Dictionary<InstanceKey, InstanceTransactions> _transactions;
    readonly Dictionary<GtidKind, KnownTransactions> _known = [];
    readonly Dictionary<GtidKind, GtidSet> _offered = [];
    IReadOnlyList<ClusterMember>? _orphans;
    readonly Dictionary<GtidKind, IReadOnlyList<(ClusterMember, GtidSet)>> _offers = [];

    public Succession(RecoveryKind kind, ClusterTopology topology, ClusterMember old, RecoveryPolicy policy)
    {
        (Kind, Topology, Old, Policy) = (kind, topology, old, policy);
        Tree = topology.DescendantsOf(old.Key);
        // Most replicas have the same transactions: one object for all of them makes comparing them quick.
        Dictionary<(GtidKind, string, string?, string, string?), InstanceTransactions> distinct = [];
        _transactions = Tree.Append(old).ToDictionary(m => m.Key, m =>
        {
            var key = (m.Snapshot.GtidKind, m.Snapshot.ExecutedGtidSet, m.Snapshot.Replication?.RetrievedGtidSet, m.Snapshot.PurgedGtidSet, Errant: ErrantTransactions.Of(topology, m));
            return distinct.TryGetValue(key, out var known) ? known : distinct[key] = InstanceTransactions.Of(m.Snapshot, key.Errant);
        });
        WritableCoPrimaries = [.. Tree.Where(m => topology.IsCoPrimary(old.Key) && topology.IsCoPrimary(m.Key) && m is { IsLastCheckValid: true, IsDemoted: false, Snapshot.IsReadOnly: false })];
    }

    public RecoveryKind Kind { get; }
    public ClusterTopology Topology { get; }
    public ClusterMember Old { get; }
    public RecoveryPolicy Policy { get; }

    /// <summary>Everything below the old primary.</summary>
    public IReadOnlyList<ClusterMember> Tree { get; }

    /// <summary>Reachable co-primaries that accept writes: whoever else is promoted would be one writable primary too many.</summary>
    public IReadOnlyList<ClusterMember> WritableCoPrimaries { get; }

    /// <summary>Whether errant transactions are put up with because otherwise nobody could be promoted.</summary>
    public bool AcceptsErrant { get; init; }

    public InstanceTransactions TransactionsOf(ClusterMember member) => _transactions[member.Key];

    public bool IsInTree(ClusterMember member) => member.Key != Old.Key && _transactions.ContainsKey(member.Key);

    public bool IsDirect(ClusterMember member) => Topology.SourceOf(member.Key)?.Key == Old.Key;

    /// <summary>Replicas that need another source: those of the old primary, and those whose own source is lost too.</summary>
    public IReadOnlyList<ClusterMember> Orphans => _orphans ??= [.. Tree.Where(m => IsDirect(m) || (Kind == RecoveryKind.DeadPrimary && Topology.SourceOf(m.Key)?.IsLastCheckValid == false))];

    /// <summary>How many acknowledgements a successor is told to wait for; null where what it has suffices, or losses are put up with.</summary>
    public int? SemiSyncWaitCountFor(ClusterMember candidate)
    {
        var (old, own) = (Old.Snapshot.SemiSync, candidate.Snapshot.SemiSync);
        return Policy.DataLoss == DataLossPolicy.Require && old.SourceEnabled && own.IsAvailable && old.WaitForReplicaCount > own.WaitForReplicaCount ? old.WaitForReplicaCount : null;
    }

    /// <summary>What the instances have together, as sets of one kind.</summary>
    public KnownTransactions Known(GtidKind kind)
    {
        if (!_known.TryGetValue(kind, out var known)) _known[kind] = known = new KnownTransactions(this, kind);
        return known;
    }

    /// <summary>Reachable instances that can hand on what they have, those with most of a kind first. An errant one would hand its stray transactions on.</summary>
    public IReadOnlyList<(ClusterMember Member, GtidSet Offer)> Offers(GtidKind kind)
    {
        if (_offers.TryGetValue(kind, out var offers)) return offers;
        var known = Known(kind).Reachable;
        return _offers[kind] =
        [
            .. Tree.Where(m => m is { IsLastCheckValid: true, Snapshot: { LogBin: true, LogReplicaUpdates: true, IsBinlogServer: false } } && !TransactionsOf(m).HasErrant)
                .Select(m => (Member: m, Offer: OfferOf(m)!))
                .Where(o => o.Offer?.Kind == kind)
                .OrderBy(o => known.CountBeyond(o.Offer)).ThenBy(o => o.Member.Key),
        ];
    }

    /// <summary>What all those that can hand on have together.</summary>
    public GtidSet Offered(GtidKind kind)
    {
        if (!_offered.TryGetValue(kind, out var offered)) _offered[kind] = offered = Offers(kind).Aggregate(GtidSet.Empty(kind), (all, own) => all.Union(own.Offer));
        return offered;
    }

    // What a sibling has only received helps nobody unless its applier gets through it now.
    GtidSet? OfferOf(ClusterMember sibling) =>
        sibling.Snapshot.Replication is { Applier: ReplicationThreadState.Running, DelaySeconds: 0 } ? TransactionsOf(sibling).Held : TransactionsOf(sibling).Executed;
}
