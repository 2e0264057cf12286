using Ham4Db.Functions.Operations;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Operations on topologies.</content>
public sealed partial class FleetStore
{
    /// <summary>Writes an operation; for <see cref="ClusterEntity"/> alone.</summary>
    public Task SaveOperationAsync(OperationRecord operation, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Operations, FleetTables.Operations, FleetTables.Falling(operation.StartedAt, operation.Uid), operation, cancellationToken);

    /// <summary>Operations, newest first.</summary>
    public IAsyncEnumerable<OperationRecord> GetOperationsAsync(CancellationToken cancellationToken) =>
        StreamAsync<OperationRecord>(FleetTables.Operations, new RowRange(FleetTables.Operations), cancellationToken);
}
