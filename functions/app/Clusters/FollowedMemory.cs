using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <summary>
/// Addresses and decisions of a store that tells every change at once: only rows that were changed are read again, once for all who ask at the same time, and what is
/// answered is never older than the question.
/// </summary>
internal sealed class FollowedMemory(ITableStore store, IChangeFeed feed)
{
    private const int ChangesAtOnce = 5000;

    private readonly Lock _lock = new();
    private Task _renewing = Task.CompletedTask;
    private Known? _known;

    /// <summary>The addresses and decisions now.</summary>
    public async ValueTask<FleetMemory> ReadAsync(CancellationToken cancellationToken)
    {
        // The position comes first: what is read after it is at least as new.
        var position = await feed.GetPositionAsync(cancellationToken);
        while (true)
        {
            if (Volatile.Read(ref _known) is { } known && known.Position >= position) return known.Memory;
            await Renewal().WaitAsync(cancellationToken);
        }
    }

    private Task Renewal()
    {
        lock (_lock) return _renewing.IsCompleted ? _renewing = Task.Run(RenewAsync) : _renewing;
    }

    private async Task RenewAsync()
    {
        var position = await feed.GetPositionAsync(CancellationToken.None);
        var known = _known is { } last ? await FollowAsync(last) : null;
        Volatile.Write(ref _known, known ?? new Known(await ReadAllAsync(), position));
    }

    private async Task<Known?> FollowAsync(Known known)
    {
        while (true)
        {
            if (await feed.ReadAsync(known.Position, ChangesAtOnce, CancellationToken.None) is not { } changes) return null;
            if (changes.Count == 0) return known;
            var memory = known.Memory;
            foreach (var (table, row) in changes.Select(change => (Named(change.Table), change.RowKey)).Where(change => change.Item1 is not null).Distinct())
                memory = memory.With(table!, row, (await store.GetAsync(table!, table!, row, CancellationToken.None))?.Json);
            known = new Known(memory, changes[^1].Position);
            if (changes.Count < ChangesAtOnce) return known;
        }
    }

    private async Task<FleetMemory> ReadAllAsync()
    {
        var memory = FleetMemory.Empty;
        foreach (var table in FleetMemory.Tables)
        {
            await foreach (var row in store.QueryAsync(table, new RowRange(table), CancellationToken.None)) memory = memory.With(table, row.RowKey, row.Json);
        }

        return memory;
    }

    // Tables differ by more than case.
    private static string? Named(string table) => FleetMemory.Tables.FirstOrDefault(name => name.Equals(table, StringComparison.OrdinalIgnoreCase));

    private sealed record Known(FleetMemory Memory, long Position);
}
