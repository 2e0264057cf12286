using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>A lost source, its replicas, and who could be their source instead.</summary>
sealed class SourceLoss
{
    readonly Dictionary<InstanceKey, InstanceTransactions> _transactions = [];

    public SourceLoss(RecoveryKind kind, ClusterTopology topology, ClusterMember failed, RecoveryPolicy policy)
    {
        (Kind, Topology, Failed, Policy) = (kind, topology, failed, policy);
        Orphans = [.. topology.ReplicasOf(failed.Key).Where(r => !IsOfItsGroup(r))];
    }

    public RecoveryKind Kind { get; }
    public ClusterTopology Topology { get; }
    public ClusterMember Failed { get; }
    public RecoveryPolicy Policy { get; }

    /// <summary>The replicas that need another source.</summary>
    public IReadOnlyList<ClusterMember> Orphans { get; }

    public InstanceTransactions TransactionsOf(ClusterMember member) =>
        _transactions.TryGetValue(member.Key, out var known) ? known : _transactions[member.Key] = InstanceTransactions.Of(member.Snapshot, ErrantTransactions.Of(Topology, member));

    /// <summary>Whether a member belongs to the group of the lost one.</summary>
    public bool IsOfItsGroup(ClusterMember member) => Failed.Snapshot.GroupName.Length > 0 && member.Snapshot.GroupName == Failed.Snapshot.GroupName;

    public bool IsInItsDataCenter(ClusterMember member) => member.Snapshot.DataCenter == Failed.Snapshot.DataCenter;

    /// <summary>The first reason why nothing can be done for a replica, as a sentence; null when it can be moved.</summary>
    public string? WhyNotMoved(ClusterMember orphan) => orphan switch
    {
        { IsLastCheckValid: false } => "It cannot be reached, so that it stays without a source until it is back.",
        { InMaintenance: true } => "It is under maintenance.",
        { Snapshot.OtherChannels.Count: > 0 } => "It replicates from several sources.",
        { Snapshot: { Replication.UsesGtid: false, UsesPseudoGtid: false } } =>
            "It does not position itself by GTID, and there are no Pseudo-GTID entries: move it by hand, set AutoPseudoGTID, or switch its replication to GTID.",
        _ => null,
    };

    /// <summary>The first reason why an instance is no source for replicas of others, as a sentence; null when it is one.</summary>
    public string? WhyNoSource(ClusterMember member)
    {
        var snapshot = member.Snapshot;
        if (Topology.CanonicalKey(member.Key) is var key && key != member.Key) return $"It is another address of {key}.";
        if (!member.IsLastCheckValid) return "It cannot be reached.";
        if (member.InMaintenance) return "It is under maintenance.";
        if (member.IsDemoted) return "It lost its role in an earlier failover and has not rejoined.";
        if (!snapshot.LogBin) return "It has no binary log (log_bin).";
        if (snapshot.IsReplica && !snapshot.LogReplicaUpdates) return "It does not log what it replicates (log_slave_updates).";
        if (snapshot.Replication is { DelaySeconds: var delay } && delay > Policy.MaintenanceLagSeconds) return $"It replicates with a delay of {delay} s.";
        return TransactionsOf(member).HasErrant ? $"It has transactions that its source never had: {TransactionsOf(member).Errant}." : null;
    }

    /// <summary>As <see cref="WhyNoSource"/>, for one that would take the lost source's place: a sibling of it, or one of its replicas.</summary>
    public string? WhyNoStandIn(ClusterMember member)
    {
        if (WhyNoSource(member) is { } reason) return reason;
        if (member.PromotionRule == PromotionRule.MustNot) return "Its promotion rule is must_not.";
        if (Policy.IgnoredForPromotion.Contains(member.Key)) return "PromotionIgnoreHostnameFilters exclude it.";
        if (member.Snapshot.IsBinlogServer != Failed.Snapshot.IsBinlogServer) return member.Snapshot.IsBinlogServer ? "It is a binary log server." : $"It is no binary log server, as {Failed.Key} was.";
        return member.Snapshot.Replication?.HasFilters == (Failed.Snapshot.Replication?.HasFilters == true)
            ? null
            : $"It has {(member.Snapshot.Replication?.HasFilters == true ? "replication" : "no replication")} filters, other than {Failed.Key}.";
    }

    /// <summary>As <see cref="WhyNoStandIn"/>, for one that replicates beside the lost source.</summary>
    public string? WhyNoSibling(ClusterMember member)
    {
        if (WhyNoStandIn(member) is { } reason) return reason;
        var snapshot = member.Snapshot;
        if (snapshot.Replication is not { IsRunning: true }) return "It is not replicating.";
        return snapshot.LagSeconds > Policy.MaintenanceLagSeconds ? $"It lags by {snapshot.LagSeconds} s." : null;
    }

    /// <summary>The first reason why a replica cannot follow a source that is fit as such, as a sentence; null when it can.</summary>
    public string? WhyNotFollow(ClusterMember orphan, ClusterMember source)
    {
        if (ReplicationCompatibility.CanReplicateFrom(orphan, source, Policy) is (false, var reason)) return Sentence(reason);
        if (orphan.Snapshot.Replication?.UsesGtid == false)
            return source.Snapshot.UsesPseudoGtid ? null : Sentence($"neither GTID nor Pseudo-GTID tells where it goes on in the log of {source.Key}");
        var (own, theirs) = (TransactionsOf(orphan), TransactionsOf(source));
        if (own is not { Held: { } held, Executed: { } executed, Sound: { } sound } || theirs.Held is not { } offered || offered.Kind != held.Kind)
            return Sentence("its GTID set, or that of the source, cannot be read");
        // The source is waited for until it has what the replica has of the cluster's transactions.
        var later = offered.Union(sound);
        return (ReplicationCompatibility.WhyNotByGtid(held, source.Key, later, theirs.Purged)
            ?? ReplicationCompatibility.WhyNotByGtid(executed, source.Key, later, theirs.Purged)) is { } lacking
                ? Sentence(lacking)
                : null;

        string Sentence(string why) => $"It cannot follow {source.Key}: {why}.";
    }

    /// <summary>What the replicas have and their new source has not executed yet; empty for nothing.</summary>
    public string Lacking(ClusterMember source, IEnumerable<ClusterMember> replicas) =>
        TransactionsOf(source).Executed is not { } executed
            ? ""
            : replicas.Select(r => TransactionsOf(r).Sound).Where(s => s?.Kind == executed.Kind)
                .Aggregate(GtidSet.Empty(executed.Kind), (all, own) => all.Union(own!))
                .Subtract(executed).ToString();
}
