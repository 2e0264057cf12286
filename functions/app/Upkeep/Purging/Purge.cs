using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Upkeep.Purging;

/// <summary>Removes what is older than <see cref="Ham4DbOptions.AuditPurgeDays"/>, and what belongs to instances and clusters that are not known any more. May be stopped anywhere and run again.</summary>
public sealed class Purge(FleetStore store, Ham4DbOptions options, TimeProvider time, ILogger<Purge> logger)
{
    /// <summary>What nobody has looked at yet is kept so many times as long; for ever would be too long where nobody acknowledges anything.</summary>
    public const int UnacknowledgedFactor = 10;

    /// <summary>Removes what is old.</summary>
    /// <param name="limit">Most rows of each kind; the next run goes on.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many rows were removed.</returns>
    public async Task<int> RunAsync(int limit, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-options.AuditPurgeDays);
        var directory = await store.GetDirectoryAsync(cancellationToken);
        var instances = directory.Select(entry => entry.Key).ToHashSet();
        var clusters = directory.Select(entry => entry.ClusterId).ToHashSet();
        (string Kind, Func<Task<int>> RunAsync)[] kinds =
        [
            ("audit", () => store.PurgeAuditAsync(before, limit, cancellationToken)),
            ("recoveries", () => store.PurgeRecoveriesAsync(before, time.GetUtcNow().AddDays(-options.AuditPurgeDays * UnacknowledgedFactor), limit, cancellationToken)),
            ("operations", () => store.PurgeOperationsAsync(before, limit, cancellationToken)),
            ("accepted operations", () => store.PurgeAcceptedAsync(before, limit, cancellationToken)),
            ("calls", () => store.PurgeCallsAsync(time.GetUtcNow(), limit, cancellationToken)),
            ("detections", () => store.PurgeDetectionsAsync(before, limit, cancellationToken)),
            ("analysis changes", () => store.PurgeAnalysisChangesAsync(before, limit, cancellationToken)),
            ("topology history", () => PurgeHistoryAsync(clusters, before, limit, cancellationToken)),
            ("webhooks that were given up", () => store.PurgeDeliveriesAsync(before, limit, cancellationToken)),
            ("tags", () => store.PurgeTagsAsync(instances, limit, cancellationToken)),
            ("agents", () => store.PurgeAgentsAsync(time.GetUtcNow().AddHours(-options.UnseenAgentForgetHours), limit, cancellationToken)),
            ("pools", () => PurgePoolsAsync(cancellationToken)),
            ("maintenance", () => PurgeMaintenanceAsync(cancellationToken)),
            ("keys of primaries", () => PurgePrimaryKeysAsync(clusters, cancellationToken)),
            ("decisions", () => PurgeDecisionsAsync(clusters, before, limit, cancellationToken)),
        ];
        var removed = 0;
        foreach (var (kind, run) in kinds) removed += await TryAsync(kind, run);
        return removed;
    }

    /// <summary>Removes orchestrations that have ended and are old.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken) => await client.PurgeAllInstancesAsync(
        new PurgeInstancesFilter(CreatedTo: time.GetUtcNow().AddDays(-options.AuditPurgeDays)), cancellationToken);

    // A row that cannot be read must not keep all others.
    private async Task<int> TryAsync(string kind, Func<Task<int>> run)
    {
        try
        {
            var removed = await run();
            if (removed > 0) UpkeepLog.Purged(logger, removed, kind);
            return removed;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not StoreUnavailableException)
        {
            UpkeepLog.NotPurged(logger, exception, kind);
            return 0;
        }
    }

    private async Task<int> PurgeHistoryAsync(HashSet<string> clusters, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var head in (await store.GetTopologyHeadsAsync(cancellationToken)).Where(head => head.FirstAt < before))
        {
            if (removed >= limit) break;
            if (head.LastAt < before && !clusters.Contains(head.ClusterId))
            {
                removed += await store.RemoveTopologyAsync(head.ClusterId, limit, cancellationToken);
                continue;
            }

            var (rows, firstAt) = await store.PurgeTopologyAsync(head.ClusterId, before, limit, cancellationToken);
            removed += rows;
            if (firstAt > head.FirstAt && rows < limit) await MoveFirstAsync(head.ClusterId, firstAt.Value, cancellationToken);
        }

        return removed;
    }

    private async Task MoveFirstAsync(string clusterId, DateTimeOffset firstAt, CancellationToken cancellationToken)
    {
        if (await store.FindTopologyHeadAsync(clusterId, cancellationToken) is { } head)
            await store.SaveTopologyHeadAsync(head with { FirstAt = firstAt }, cancellationToken);
    }

    private async Task<int> PurgePoolsAsync(CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().AddMinutes(-options.InstancePoolExpiryMinutes);
        var over = (await store.GetPoolsAsync(cancellationToken)).Where(pool => pool.SubmittedAt <= since).ToList();
        foreach (var pool in over) await store.RemovePoolAsync(pool.Name, cancellationToken);
        return over.Count;
    }

    // What is in force goes with its decision; here goes what a process left behind that died while it decided.
    private async Task<int> PurgeMaintenanceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var over = (await store.GetMaintenanceAsync(cancellationToken)).Where(maintenance => !maintenance.IsActive(now)).ToList();
        foreach (var maintenance in over) await store.RemoveMaintenanceAsync(maintenance.Id, cancellationToken);
        return over.Count;
    }

    private async Task<int> PurgePrimaryKeysAsync(HashSet<string> clusters, CancellationToken cancellationToken)
    {
        var orphans = (await store.GetPrimaryKeysAsync(cancellationToken)).Where(row => !clusters.Contains(row.ClusterId)).ToList();
        foreach (var row in orphans) await store.RemovePrimaryKeyAsync(row, cancellationToken);
        return orphans.Count;
    }

    private async Task<int> PurgeDecisionsAsync(HashSet<string> clusters, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var orphans = await store.GetStatesAsync(cancellationToken)
            .Where(decided => !clusters.Contains(decided.ClusterId) && IsOver(decided.State, before))
            .Select(decided => decided.ClusterId).Take(limit).ToListAsync(cancellationToken);
        foreach (var clusterId in orphans)
        {
            var (state, version) = await store.GetVersionedStateAsync(clusterId, cancellationToken);
            if (version is not null && IsOver(state, before)) await store.TryRemoveStateAsync(clusterId, version, cancellationToken);
        }

        return orphans.Count;
    }

    // An epoch is needed for as long as something of what had it may still be on its way.
    private static bool IsOver(ClusterState state, DateTimeOffset before) =>
        state is
        {
            ActiveRecovery: null,
            ActiveOperation: null,
            Downtimes.Count: 0,
            Maintenance.Count: 0,
            PromotionRules.Count: 0,
            AreRecoveriesDisabled: false,
        }
        && !(state.LastRecovery?.EndedAt >= before)
        && !(state.LastOperation?.EndedAt >= before);
}
