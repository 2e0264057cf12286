using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>What makes a replica a primary: the same for failover and takeover.</summary>
public static class PromotionSequence
{
    /// <summary>Forgets the source, takes over the source side of semi-synchronous replication, and only then accepts writes.</summary>
    public static async Task RunAsync(IInstanceSession session, RecoveryPlan plan, CancellationToken cancellationToken)
    {
        await session.StopReplicationAsync(cancellationToken);
        await session.ResetReplicationAsync(cancellationToken);
        if (plan.SemiSyncWaitCount is { } count) await session.SetSemiSyncWaitCountAsync(count, cancellationToken);
        if (plan.UsesSemiSync) await session.SetSemiSyncSourceAsync(enabled: true, cancellationToken);
        await session.SetReadOnlyAsync(readOnly: false, cancellationToken);
    }

    /// <summary>
    /// Whether a promotion that was begun had ended: accepting writes comes last. A full probe could not tell, because the first commits
    /// of a semi-synchronous primary wait for replicas that are yet to be pointed at it, and the probe would wait behind them.
    /// </summary>
    public static async Task<bool> IsDoneAsync(IDatabaseEngine engine, InstanceKey candidate, CancellationToken cancellationToken) =>
        (await engine.PingAsync(candidate, Evidence.Patient, cancellationToken)).IsWritable == true;

    /// <summary>Tells readers of the store at once who the primary is; the prober's next look confirms it.</summary>
    public static async Task PublishAsync(FleetStore store, RecoveryPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Candidate is { } candidate && await store.FindClusterAsync(plan.ClusterId, cancellationToken) is { } cluster)
        {
            var alias = cluster.Alias == cluster.Name ? candidate.ToString() : cluster.Alias;
            await store.SaveClusterAsync(cluster with { Primary = candidate, Name = candidate.ToString(), Alias = alias }, cancellationToken);
            await store.PointKeysAsync(plan.ClusterId, candidate, cancellationToken);
        }
    }
}
