using Ham4Db.Functions.Operations;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Removes rows that nobody asks for any more. Each method removes at most as many rows as it is told, and some more that belong to them.</content>
public sealed partial class FleetStore
{
    /// <summary>Removes audit records that are older than a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeAuditAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var rows = await OldAsync(FleetTables.Audit, FleetTables.Audit, before, limit, cancellationToken);
        var copies = rows.Select(row => (Record: FleetJson.Read<AuditRecord>(row.Json), row.RowKey)).Where(copy => copy.Record.Instance is not null)
            .Select(copy => new RowWrite(WriteKind.Delete, FleetTables.InstanceAudit(copy.Record.Instance!.Value), copy.RowKey));
        // The copies first: while the record is there, the next run finds them.
        await store.WriteBatchAsync(FleetTables.Audit, [.. copies], cancellationToken);
        return await DeleteAsync(FleetTables.Audit, rows, cancellationToken);
    }

    /// <summary>Removes findings that were registered before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeDetectionsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => await DeleteAsync(
        FleetTables.Detections, await OldAsync(FleetTables.Detections, FleetTables.Detections, before, limit, cancellationToken), cancellationToken);

    /// <summary>Removes changes of what the analysis said that are older than a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeAnalysisChangesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => await DeleteAsync(
        FleetTables.AnalysisChanges, await OldAsync(FleetTables.AnalysisChanges, FleetTables.AnalysisChanges, before, limit, cancellationToken), cancellationToken);

    /// <summary>Removes recoveries that have ended, with their steps.</summary>
    /// <param name="before">Those that somebody has acknowledged go when they were opened before this time.</param>
    /// <param name="unacknowledgedBefore">The others go when they were opened before this time.</param>
    /// <param name="limit">Most rows of each of the two.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many recoveries.</returns>
    public async Task<int> PurgeRecoveriesAsync(DateTimeOffset before, DateTimeOffset unacknowledgedBefore, int limit, CancellationToken cancellationToken) =>
        await PurgeEndedAsync<RecoveryRecord>(FleetTables.Recoveries, r => r.EndedAt is null ? null : r.Uid, unacknowledgedBefore, limit, cancellationToken)
        + await PurgeEndedAsync<RecoveryRecord>(
            FleetTables.Recoveries, r => r.EndedAt is null || r.Acknowledgement is null ? null : r.Uid, before, limit, cancellationToken);

    /// <summary>Removes operations that were opened before a time and have ended, with their steps.</summary>
    /// <returns>How many operations.</returns>
    public Task<int> PurgeOperationsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => PurgeEndedAsync<OperationRecord>(
        FleetTables.Operations, operation => operation.EndedAt is null ? null : operation.Uid, before, limit, cancellationToken);

    /// <summary>
    /// Removes the part of a cluster's history that is not needed to tell what it looked like at a time or later: what is older than the last snapshot
    /// before that time.
    /// </summary>
    /// <returns>How many rows, and the first moment that is kept (UTC); null where no snapshot is old enough.</returns>
    public async Task<(int Removed, DateTimeOffset? FirstAt)> PurgeTopologyAsync(
        string clusterId, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        DateTimeOffset? kept = null;
        await foreach (var change in GetTopologyChangesAsync(clusterId, before, cancellationToken))
        {
            if (change is not { IsSnapshot: true, Part: 0 }) continue;
            kept = change.At;
            break;
        }

        if (kept is not { } first) return (0, null);
        var rows = await OldAsync(FleetTables.TopologyHistory, clusterId, first, limit, cancellationToken);
        return (await DeleteAsync(FleetTables.TopologyHistory, rows, cancellationToken), first);
    }

    /// <summary>Removes the history of a cluster.</summary>
    /// <returns>How many rows; fewer than <paramref name="limit"/> when nothing is left.</returns>
    public async Task<int> RemoveTopologyAsync(string clusterId, int limit, CancellationToken cancellationToken)
    {
        var rows = await store.QueryAsync(FleetTables.TopologyHistory, new RowRange(clusterId, Limit: limit), cancellationToken).ToListAsync(cancellationToken);
        if (rows.Count < limit) await RemoveAsync(FleetTables.TopologyHeads, FleetTables.TopologyHeads, clusterId, cancellationToken);
        return await DeleteAsync(FleetTables.TopologyHistory, rows, cancellationToken);
    }

    /// <summary>Removes the tags of instances that are not known.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeTagsAsync(IReadOnlySet<InstanceKey> known, int limit, CancellationToken cancellationToken)
    {
        var orphans = await StreamAsync<InstanceTag>(FleetTables.Tags, RowRange.PartitionPrefix(FleetTables.InstancePrefix), cancellationToken)
            .Where(tag => !known.Contains(tag.Key)).Take(limit).ToListAsync(cancellationToken);
        foreach (var tag in orphans) await RemoveTagAsync(tag, cancellationToken);
        return orphans.Count;
    }

    /// <summary>Removes decisions unless somebody decided since they were read.</summary>
    public async Task TryRemoveStateAsync(string clusterId, string version, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                FleetTables.Decisions, new RowWrite(WriteKind.Delete, FleetTables.Decisions, clusterId, IfMatch: version), cancellationToken);
        }
        catch (RowConflictException)
        {
            // Then they are needed.
        }
    }

    private async Task<int> PurgeEndedAsync<T>(
        string table, Func<T, string?> uidOfEnded, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var row in await OldAsync(table, table, before, limit, cancellationToken))
        {
            if (uidOfEnded(FleetJson.Read<T>(row.Json)) is not { } uid) continue;
            var steps = await store.QueryAsync(FleetTables.RecoverySteps, new RowRange(uid), cancellationToken).ToListAsync(cancellationToken);
            await DeleteAsync(FleetTables.RecoverySteps, steps, cancellationToken);
            removed += await DeleteAsync(table, [row], cancellationToken);
        }

        return removed;
    }

    private async Task<List<StoredRow>> OldAsync(string table, string partition, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        await store.QueryAsync(table, new RowRange(partition, FleetTables.Falling(before.AddTicks(-1), ""), Limit: limit), cancellationToken)
            .ToListAsync(cancellationToken);

    private async Task<int> DeleteAsync(string table, List<StoredRow> rows, CancellationToken cancellationToken)
    {
        await store.WriteBatchAsync(table, [.. rows.Select(row => new RowWrite(WriteKind.Delete, row.PartitionKey, row.RowKey))], cancellationToken);
        return rows.Count;
    }
}
