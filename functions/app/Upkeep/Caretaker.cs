using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Upkeep.History;
using Ham4Db.Functions.Upkeep.KeyValues;

namespace Ham4Db.Functions.Upkeep;

/// <summary>What is done every minute: decisions that have run out go, keys of primaries follow them, topologies are snapshotted.</summary>
public sealed class Caretaker(FleetStore store, PrimaryPublisher publisher, TopologySnapshots snapshots, AgentWatch agents, Ham4DbOptions options, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <summary>Does what is due.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        await ExpireAsync(client, cancellationToken);
        await PublishAsync(cancellationToken);
        await SnapshotAsync(cancellationToken);
        await agents.RunAsync(cancellationToken);
    }

    private async Task ExpireAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await foreach (var (clusterId, state) in store.GetStatesAsync(cancellationToken))
        {
            if (!Expiry.IsDue(state, now) && state.Outbox.Count == 0) continue;
            await client.Entities.SignalEntityAsync(
                new EntityInstanceId(nameof(ClusterEntity), clusterId), nameof(ClusterEntity.Expire), cancellation: cancellationToken);
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var clusters = await store.GetClustersAsync(cancellationToken);
        var known = clusters.Select(cluster => cluster.ClusterId).ToHashSet();
        var keys = (await store.GetPrimaryKeysAsync(cancellationToken)).ToDictionary(row => row.Key);
        await Parallel.ForEachAsync(
            clusters,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (cluster, stop) => await publisher.PublishAsync(cluster, known, keys, stop));
    }

    private async Task SnapshotAsync(CancellationToken cancellationToken)
    {
        if (options.SnapshotTopologiesIntervalHours == 0) return;
        var before = time.GetUtcNow().AddHours(-options.SnapshotTopologiesIntervalHours);
        await snapshots.TakeAsync(head => head is null || head.SnapshotAt <= before, cancellationToken);
    }
}
