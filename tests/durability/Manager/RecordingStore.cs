using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Recovery;
using Ham4Db.Storage;

namespace Ham4Db.Durability.Tests.Manager;

/// <summary>A store that reports its writes.</summary>
internal sealed class RecordingStore(ITableStore store, Breakpoints breakpoints) : ITableStore
{
    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct) => store.GetAsync(table, partitionKey, rowKey, ct);

    public IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct) => store.QueryAsync(table, range, ct);

    public async Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct) =>
        await LabelAsync(table, write) is { } label
            ? await breakpoints.AroundAsync(label, () => store.WriteAsync(table, write, ct))
            : await store.WriteAsync(table, write, ct);

    public async Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct)
    {
        if (table == FleetTables.Members) await breakpoints.AroundAsync("write members", () => store.WriteBatchAsync(table, writes, ct));
        else if (table == FleetTables.Webhooks) await breakpoints.AroundAsync("write webhook moved", () => store.WriteBatchAsync(table, writes, ct));
        else await store.WriteBatchAsync(table, writes, ct);
    }

    // In words that say what the write means, so that a boundary is the same in every run. Null: it means nothing.
    private async Task<string?> LabelAsync(string table, RowWrite write)
    {
        if (table == FleetTables.Webhooks) return write.Json is null ? "write webhook delivered" : "write webhook queued";
        if (write.Json is not { } json || write.RowKey == Rehearsal.ClusterId) return null;
        var old = (await store.GetAsync(table, write.PartitionKey, write.RowKey, CancellationToken.None))?.Json;
        return table switch
        {
            FleetTables.Directory => "write directory",
            FleetTables.Clusters => old is null ? "write new cluster"
                : FleetJson.Read<ClusterRecord>(old).Primary != FleetJson.Read<ClusterRecord>(json).Primary ? "write cluster's primary" : null,
            FleetTables.PrimaryKeys => IsMoved(write, old, json) ? "write key of the primary" : null,
            FleetTables.Recoveries => $"write recovery {FleetJson.Read<RecoveryRecord>(json).Status}",
            FleetTables.Operations => $"write operation {FleetJson.Read<OperationRecord>(json).Status}",
            FleetTables.Accepted => old is null ? "write accepted" : null,
            FleetTables.Calls => old is null ? "write call" : null,
            FleetTables.RecoverySteps => $"write step {FleetJson.Read<RecoveryStepRecord>(json) switch { { EndedAt: null } s => s.Step + " begun", var s => s.Step + " ended" }}",
            FleetTables.Decisions => LabelOf(old is null ? new ClusterState() : FleetJson.Read<ClusterState>(old), FleetJson.Read<ClusterState>(json)),
            _ => null,
        };
    }

    private static bool IsMoved(RowWrite write, string? old, string json) =>
        write.PartitionKey == FleetTables.PrimaryKeys && old is not null && FleetJson.Read<PrimaryKey>(old).Primary != FleetJson.Read<PrimaryKey>(json).Primary;

    private static string? LabelOf(ClusterState old, ClusterState now) => (old.ActiveRecovery, now.ActiveRecovery) switch
    {
        (null, not null) => "decide open",
        (not null, null) => "decide close",
        (not null, not null) when old.Demoted.Count != now.Demoted.Count => "decide promotion",
        _ when old.ActiveOperation is null && now.ActiveOperation is not null => "decide open operation",
        _ when old.ActiveOperation is not null && now.ActiveOperation is null => "decide close operation",
        _ when now.Demoted.Count < old.Demoted.Count => "decide rejoined",
        _ when now.Detections.Count > old.Detections.Count => "decide detected",
        _ => null,
    };
}
