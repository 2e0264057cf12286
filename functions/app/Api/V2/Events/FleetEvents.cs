using System.Collections.Concurrent;
using Ham4Db.Functions.Clusters;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Api.V2.Events;

/// <summary>
/// The events of the store's changes. Everybody who follows them reads the changes at their own pace, and so nothing is kept for those who are slow; the event of a
/// change is made once for all who follow closely.
/// </summary>
internal sealed class FleetEvents(IChangeFeed feed, EventMaker maker)
{
    private const int Kept = 2048;
    private const int MaxChanges = 500;

    private readonly ConcurrentDictionary<long, Lazy<Task<FleetEvent?>>> _made = new();

    /// <summary>The position of the latest change.</summary>
    public ValueTask<long> GetPositionAsync(CancellationToken cancellationToken) => feed.GetPositionAsync(cancellationToken);

    /// <summary>Events after a position, oldest first.</summary>
    /// <param name="after">The position.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The events and the position that was read up to; null where changes are missing.</returns>
    public async Task<(IReadOnlyList<FleetEvent> Events, long Position)?> ReadAsync(long after, CancellationToken cancellationToken)
    {
        if (await feed.ReadAsync(after, MaxChanges, cancellationToken) is not { } changes) return null;
        if (changes.Count == 0) return ([], after);
        var latest = new Dictionary<(string, string, string), RowChange>();
        // Of a cluster's instances it is told that they changed, not which.
        foreach (var change in changes.Where(c => EventMaker.Tables.Contains(c.Table)))
            latest[(change.Table, change.PartitionKey, change.Table == FleetTables.Members ? "" : change.RowKey)] = change;
        List<FleetEvent> events = [];
        foreach (var change in latest.Values.OrderBy(c => c.Position))
        {
            if (await MakeAsync(change) is { } made) events.Add(made);
        }

        return (events, changes[^1].Position);
    }

    private async Task<FleetEvent?> MakeAsync(RowChange change)
    {
        // Whoever comes first makes it for all, whatever becomes of their connection.
        var made = _made.GetOrAdd(change.Position, _ => new Lazy<Task<FleetEvent?>>(() => maker.MakeAsync(change, CancellationToken.None)));
        try
        {
            return await made.Value;
        }
        catch
        {
            _made.TryRemove(change.Position, out _);
            throw;
        }
        finally
        {
            _made.TryRemove(change.Position - Kept, out _);
            if (_made.Count > 2 * Kept) _made.Clear();
        }
    }
}
