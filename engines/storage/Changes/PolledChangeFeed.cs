namespace Ham4Db.Storage;

/// <summary>
/// Finds changes by reading tables again and comparing the versions of their rows, for back ends that do not tell changes. Each look reads the tables whole, and so it is
/// made only when somebody asks, and not more often than twice a second. Positions begin with the time at which the feed was made: those of another process are not known.
/// </summary>
public sealed class PolledChangeFeed : IChangeFeed, IDisposable
{
    private const int Kept = 20_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly ITableStore _store;
    private readonly IReadOnlyList<string> _tables;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1);
    private readonly List<RowChange> _changes = [];
    private readonly long _origin;
    private Dictionary<(string Table, string Partition, string Row), string>? _versions;
    private long _looked;
    private long _position;

    /// <param name="store">The store.</param>
    /// <param name="tables">Tables whose changes are wanted.</param>
    /// <param name="time">The clock.</param>
    public PolledChangeFeed(ITableStore store, IReadOnlyList<string> tables, TimeProvider time)
    {
        (_store, _tables, _time) = (store, tables, time);
        _position = _origin = time.GetUtcNow().UtcTicks;
    }

    /// <inheritdoc/>
    public bool IsImmediate => false;

    /// <inheritdoc/>
    public async ValueTask<long> GetPositionAsync(CancellationToken ct)
    {
        await LookAsync(ct);
        return Volatile.Read(ref _position);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<RowChange>?> ReadAsync(long after, int limit, CancellationToken ct)
    {
        await LookAsync(ct);
        lock (_changes)
        {
            var first = _changes.Count > 0 ? _changes[0].Position - 1 : _position;
            if (after < Math.Max(_origin, first) || after > _position) return null;
            return [.. _changes.Skip((int)(after - first)).Take(limit)];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task LookAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_versions is not null && _time.GetElapsedTime(_looked) < Interval) return;
            var found = new Dictionary<(string, string, string), string>();
            foreach (var table in _tables)
            {
                await foreach (var row in _store.QueryAsync(table, new RowRange(), ct)) found[(table.ToLowerInvariant(), row.PartitionKey, row.RowKey)] = row.ETag;
            }

            if (_versions is { } before) Add([.. found.Where(row => before.GetValueOrDefault(row.Key) != row.Value).Select(row => row.Key), .. before.Keys.Where(key => !found.ContainsKey(key))]);
            (_versions, _looked) = (found, _time.GetTimestamp());
        }
        finally
        {
            _one.Release();
        }
    }

    private void Add(IReadOnlyList<(string Table, string Partition, string Row)> changed)
    {
        lock (_changes)
        {
            foreach (var (table, partition, row) in changed) _changes.Add(new RowChange(++_position, table, partition, row));
            if (_changes.Count > Kept) _changes.RemoveRange(0, _changes.Count - Kept);
        }
    }
}
