namespace Ham4Db.Storage.Tests;

/// <summary>A counter in one row, made safe by nothing but ETags.</summary>
internal static class Counter
{
    public static async Task IncrementAsync(ITableStore store, string table, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                var row = await store.GetAsync<int>(table, "counter", "counter", ct);
                await store.WriteAsync(
                    table, row is null ? WriteKind.Insert : WriteKind.Replace, "counter", "counter", (row?.Value ?? 0) + 1, row?.ETag, ct);
                return;
            }
            catch (RowConflictException)
            {
                // Another writer was faster.
            }
        }
    }

    public static async Task<int> ReadAsync(ITableStore store, string table, CancellationToken ct) =>
        (await store.GetAsync<int>(table, "counter", "counter", ct))!.Value;
}
