using Ham4Db.Core.Operations;
using Ham4Db.Functions.Operations;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Operations on topologies.</content>
public sealed partial class FleetStore
{
    private const int MaxEquivalences = 1000;

    /// <summary>Writes an operation; for <see cref="ClusterEntity"/> alone.</summary>
    public Task SaveOperationAsync(OperationRecord operation, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Operations, FleetTables.Operations, FleetTables.Falling(operation.StartedAt, operation.Uid), operation, cancellationToken);

    /// <summary>Operations, newest first.</summary>
    public IAsyncEnumerable<OperationRecord> GetOperationsAsync(CancellationToken cancellationToken) =>
        StreamAsync<OperationRecord>(FleetTables.Operations, new RowRange(FleetTables.Operations), cancellationToken);

    /// <summary>Positions of a cluster's instances that are known to be the same place, newest first.</summary>
    public async Task<List<PositionEquivalence>> GetEquivalencesAsync(string clusterId, CancellationToken cancellationToken) =>
        await StreamAsync<PositionEquivalence>(FleetTables.Equivalences, new RowRange(clusterId), cancellationToken).Take(MaxEquivalences).ToListAsync(cancellationToken);

    /// <summary>Writes two positions that are the same place. Of a cluster's, only the newest are kept: old binary logs go.</summary>
    public async Task SaveEquivalenceAsync(string clusterId, PositionEquivalence equivalence, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var row = FleetTables.Falling(at, $"{FleetTables.RowKey(equivalence.Second)}-{equivalence.SecondPosition}");
        await UpsertAsync(FleetTables.Equivalences, clusterId, row, equivalence, cancellationToken);
        await foreach (var old in store.QueryAsync(FleetTables.Equivalences, new RowRange(clusterId), cancellationToken).Skip(MaxEquivalences))
            await RemoveAsync(FleetTables.Equivalences, clusterId, old.RowKey, cancellationToken);
    }
}
