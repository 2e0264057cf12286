using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <summary>
/// Addresses and decisions of a store that must be asked whether anything has changed. Both tables are read whole, once a second and for all clusters: that is two requests
/// for each thousand rows, where each cluster by itself would be one for each. Only rows of another version are taken apart again.
/// </summary>
internal sealed class ScannedMemory(ITableStore store, TimeProvider time)
{
    /// <summary>Less than the second between two rounds, so that each round looks once.</summary>
    public static readonly TimeSpan OldestAnswer = TimeSpan.FromMilliseconds(800);

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Table, string Row), string> _versions = [];
    private FleetMemory _memory = FleetMemory.Empty;
    private Task<(FleetMemory Memory, long Began)>? _looking;
    private long _since;

    /// <summary>
    /// The addresses and decisions as the latest look found them, and the timestamp at which that began. It is not longer ago than <see cref="OldestAnswer"/>, unless the store
    /// takes longer than that to answer.
    /// </summary>
    public Task<(FleetMemory Memory, long Began)> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var isOld = _looking is null or { IsFaulted: true } || time.GetElapsedTime(_since) > OldestAnswer;
            if (!isOld || _looking is { IsCompleted: false }) return _looking!.WaitAsync(cancellationToken);
            _since = time.GetTimestamp();
            var began = _since;
            return (_looking = Task.Run(async () => (await LookAsync(), began))).WaitAsync(cancellationToken);
        }
    }

    private async Task<FleetMemory> LookAsync()
    {
        var gone = _versions.Keys.ToHashSet();
        foreach (var table in FleetMemory.Tables)
        {
            await foreach (var row in store.QueryAsync(table, new RowRange(table), CancellationToken.None))
            {
                gone.Remove((table, row.RowKey));
                if (_versions.GetValueOrDefault((table, row.RowKey)) == row.ETag) continue;
                _memory = _memory.With(table, row.RowKey, row.Json);
                _versions[(table, row.RowKey)] = row.ETag;
            }
        }

        foreach (var (table, row) in gone)
        {
            _memory = _memory.With(table, row, json: null);
            _versions.Remove((table, row));
        }

        return _memory;
    }
}
