using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Upkeep.History;

/// <summary>Writes the history of clusters: what changed when it changes, and everything now and then, so that any moment is found by reading few rows.</summary>
public sealed class TopologyRecorder(FleetStore store, TimeProvider time)
{
    private const int ChangesPerSnapshot = 100;
    private const int InstancesPerRow = 400;

    private HistoricTopology? _last;

    /// <summary>Writes what changed since the last call, if anything did. For one cluster, by one caller at a time.</summary>
    /// <param name="topology">The cluster as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RecordAsync(ClusterTopology topology, CancellationToken cancellationToken)
    {
        var now = HistoricInstance.Of(topology).ToList();
        if (_last is not null && Compare(_last, now) is ([], [])) return;

        // Another process may have gone on with the history meanwhile.
        var head = await store.FindTopologyHeadAsync(topology.ClusterId, cancellationToken);
        if (_last is null || head?.LastAt != _last.At) _last = await HistoricTopology.ReadAsync(store, topology.ClusterId, DateTimeOffset.MaxValue, cancellationToken);
        if (_last is null)
        {
            _last = await SnapshotAsync(topology, cancellationToken);
            return;
        }

        var (changed, removed) = Compare(_last, now);
        if (changed.Count == 0 && removed.Count == 0) return;
        var at = After(_last.At);
        await store.SaveTopologyChangeAsync(topology.ClusterId, Split(at, isSnapshot: false, changed, removed), cancellationToken);
        var next = new HistoricTopology(at, _last.SnapshotAt, _last.ChangesSince + 1, now.ToDictionary(i => i.Key));
        await store.SaveTopologyHeadAsync(
            new TopologyHistoryHead(topology.ClusterId, head?.FirstAt ?? next.SnapshotAt, at, next.SnapshotAt, next.ChangesSince), cancellationToken);
        _last = next.ChangesSince < ChangesPerSnapshot ? next : await SnapshotAsync(topology, cancellationToken);
    }

    /// <summary>Writes everything as it is.</summary>
    public async Task<HistoricTopology> SnapshotAsync(ClusterTopology topology, CancellationToken cancellationToken)
    {
        var head = await store.FindTopologyHeadAsync(topology.ClusterId, cancellationToken);
        var at = After(head?.LastAt ?? DateTimeOffset.MinValue);
        var instances = HistoricInstance.Of(topology).ToList();
        await store.SaveTopologyChangeAsync(topology.ClusterId, Split(at, isSnapshot: true, instances, []), cancellationToken);
        await store.SaveTopologyHeadAsync(new TopologyHistoryHead(topology.ClusterId, head?.FirstAt ?? at, at, at, ChangesSince: 0), cancellationToken);
        return new HistoricTopology(at, at, ChangesSince: 0, instances.ToDictionary(i => i.Key));
    }

    private static (List<HistoricInstance> Changed, List<InstanceKey> Removed) Compare(HistoricTopology last, List<HistoricInstance> now)
    {
        var keys = now.Select(i => i.Key).ToHashSet();
        return ([.. now.Where(i => last.Instances.GetValueOrDefault(i.Key) != i)], [.. last.Instances.Keys.Where(key => !keys.Contains(key))]);
    }

    private static IEnumerable<TopologyChange> Split(DateTimeOffset at, bool isSnapshot, List<HistoricInstance> instances, List<InstanceKey> removed)
    {
        var chunks = instances.Chunk(InstancesPerRow).DefaultIfEmpty([]).ToList();
        return chunks.Select((chunk, part) => new TopologyChange(at, isSnapshot, part, chunks.Count, chunk, part == 0 ? removed : []));
    }

    // Clocks of two processes may differ; the order of what they write may not.
    private DateTimeOffset After(DateTimeOffset last) => time.GetUtcNow() is var now && now > last ? now : last.AddTicks(1);
}
