using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Upkeep.History;

/// <summary>Writes topologies as they are into their history.</summary>
public sealed class TopologySnapshots(FleetStore store, TopologyReader reader, TimeProvider time)
{
    private const int AtOnce = 8;

    /// <summary>Writes a snapshot of each known cluster that <paramref name="isMeant"/> chooses by its history; null where it has none.</summary>
    public async Task TakeAsync(Func<TopologyHistoryHead?, bool> isMeant, CancellationToken cancellationToken)
    {
        var heads = (await store.GetTopologyHeadsAsync(cancellationToken)).ToDictionary(head => head.ClusterId);
        var clusters = (await store.GetDirectoryAsync(cancellationToken)).Select(entry => entry.ClusterId).Distinct().Where(id => isMeant(heads.GetValueOrDefault(id)));
        await Parallel.ForEachAsync(
            clusters,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (id, stop) => await new TopologyRecorder(store, time).SnapshotAsync(await reader.ReadAsync(id, stop), stop));
    }
}
