using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Upkeep.History;

/// <summary>What a cluster looked like from one moment on.</summary>
/// <param name="At">The moment: the last change before the time that was asked for (UTC).</param>
/// <param name="SnapshotAt">The snapshot that it was worked out from (UTC).</param>
/// <param name="ChangesSince">Changes after that snapshot.</param>
/// <param name="Instances">Its instances.</param>
public sealed record HistoricTopology(
    DateTimeOffset At, DateTimeOffset SnapshotAt, int ChangesSince, IReadOnlyDictionary<InstanceKey, HistoricInstance> Instances)
{
    /// <summary>Works out what a cluster looked like.</summary>
    /// <param name="store">The store.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="at">When (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where the history does not go back so far.</returns>
    public static async Task<HistoricTopology?> ReadAsync(FleetStore store, string clusterId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var changes = new List<TopologyChange>();
        DateTimeOffset? snapshotAt = null;
        await foreach (var change in store.GetTopologyChangesAsync(clusterId, at, cancellationToken))
        {
            changes.Add(change);
            // Without its first row a snapshot is not whole: it is one change among others.
            if (change is { IsSnapshot: true, Part: 0 }) snapshotAt = change.At;
            if (change.At == snapshotAt && change.Part == change.Parts - 1) return Rebuild(changes, change.At);
        }

        return null;
    }

    private static HistoricTopology Rebuild(List<TopologyChange> newestFirst, DateTimeOffset snapshotAt)
    {
        var instances = new Dictionary<InstanceKey, HistoricInstance>();
        foreach (var change in newestFirst.AsEnumerable().Reverse())
        {
            foreach (var instance in change.Instances) instances[instance.Key] = instance;
            foreach (var key in change.Removed) instances.Remove(key);
        }

        return new HistoricTopology(newestFirst[0].At, snapshotAt, newestFirst.Count(change => !change.IsSnapshot), instances);
    }
}
