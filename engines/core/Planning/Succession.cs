using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What every part of a plan looks at: who loses the role, who is below it, and what each of them has.</summary>
sealed class Succession
{
    readonly Dictionary<InstanceKey, InstanceTransactions> _transactions;

    public Succession(RecoveryKind kind, ClusterTopology topology, ClusterMember old, RecoveryPolicy policy)
    {
        (Kind, Topology, Old, Policy) = (kind, topology, old, policy);
        Tree = topology.DescendantsOf(old.Key);
        _transactions = Tree.Append(old).ToDictionary(m => m.Key, m => InstanceTransactions.Of(topology, m));
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
    public IEnumerable<ClusterMember> Orphans => Tree.Where(m => IsDirect(m) || (Kind == RecoveryKind.DeadPrimary && Topology.SourceOf(m.Key)?.IsLastCheckValid == false));

    /// <summary>How many acknowledgements a successor is told to wait for; null where what it has suffices, or losses are put up with.</summary>
    public int? SemiSyncWaitCountFor(ClusterMember candidate)
    {
        var (old, own) = (Old.Snapshot.SemiSync, candidate.Snapshot.SemiSync);
        return Policy.DataLoss == DataLossPolicy.Require && old.SourceEnabled && own.IsAvailable && old.WaitForReplicaCount > own.WaitForReplicaCount ? old.WaitForReplicaCount : null;
    }

    /// <summary>What reachable instances have that do not get it through <paramref name="candidate"/>.</summary>
    public GtidSet KnownToReachable(ClusterMember candidate, GtidKind kind)
    {
        var below = Topology.DescendantsOf(candidate.Key, Old.Key).Select(m => m.Key).ToHashSet();
        return KnownTo(m => m.IsLastCheckValid && m.Key != Old.Key && m.Key != candidate.Key && !below.Contains(m.Key), kind);
    }

    /// <summary>
    /// What lost instances had at their last check. Only what was seen before the candidate was: what was seen later it may have received since.
    /// </summary>
    public GtidSet KnownToLost(ClusterMember candidate, GtidKind kind) =>
        KnownTo(m => (m.Key == Old.Key || !m.IsLastCheckValid) && m.Key != candidate.Key && m.Snapshot.SeenAt <= candidate.Snapshot.SeenAt, kind);

    /// <summary>What some instances of the tree, or the old primary, have without counting errant transactions.</summary>
    public GtidSet KnownTo(Func<ClusterMember, bool> isAsked, GtidKind kind) => Tree.Append(Old).Where(isAsked)
        .Select(m => TransactionsOf(m).Sound)
        .Where(s => s?.Kind == kind)
        .Aggregate(GtidSet.Empty(kind), (all, own) => all.Union(own!));
}
