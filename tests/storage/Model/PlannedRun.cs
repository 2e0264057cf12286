namespace Ham4Db.Storage.Tests;

/// <summary>Does planned steps on a store and tells what came of each, in words that do not depend on the store.</summary>
internal sealed class PlannedRun(ITableStore store, string table)
{
    // An ETag that this store made, and that no row of the plan has.
    private string stale = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<List<string>> RunAsync(ITableStore store, string table, IReadOnlyList<PlannedStep> steps)
    {
        var run = new PlannedRun(store, table);
        run.stale = await store.WriteAsync(table, new(WriteKind.Insert, "stale", "stale", "0"), Ct);
        await store.WriteAsync(table, new(WriteKind.Delete, "stale", "stale"), Ct);
        var results = new List<string>();
        foreach (var step in steps)
        {
            results.Add(await run.DoAsync(step));
            results.Add(await run.QueryAsync(new()));
        }

        return results;
    }

    private async Task<string> DoAsync(PlannedStep step)
    {
        try
        {
            if (step.Range is not null)
                return await QueryAsync(step.Range);
            var writes = new List<RowWrite>();
            foreach (var write in step.Writes)
                writes.Add(await ResolveAsync(write));
            if (writes is not [var single])
            {
                await store.WriteBatchAsync(table, writes, Ct);
                return "batch";
            }

            var etag = await store.WriteAsync(table, single, Ct);
            var read = await store.GetAsync(table, single.PartitionKey, single.RowKey, Ct);
            return $"{read?.Json} {etag == (read?.ETag ?? "")}";
        }
        catch (RowConflictException e)
        {
            return $"{e.Reason} {e.PartitionKey} {e.RowKey}";
        }
        catch (ArgumentException)
        {
            return "refused";
        }
    }

    private async Task<string> QueryAsync(RowRange range) => string.Join(
        '\n', await store.QueryAsync(table, range, Ct).Select(row => $"{row.PartitionKey} {row.RowKey} {row.Json}").ToListAsync(Ct));

    private async Task<RowWrite> ResolveAsync(PlannedWrite write)
    {
        var match = write.Kind is WriteKind.Insert or WriteKind.Upsert ? null : write.Match switch
        {
            PlannedMatch.Unconditional => null,
            PlannedMatch.Stale => stale,
            _ => (await store.GetAsync(table, write.PartitionKey, write.RowKey, Ct))?.ETag ?? stale,
        };
        return new(write.Kind, write.PartitionKey, write.RowKey, write.Kind == WriteKind.Delete ? null : $"{write.Value}", match);
    }
}
