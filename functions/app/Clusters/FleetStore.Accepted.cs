using Ham4Db.Functions.Operations;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Operations and recoveries that were accepted.</content>
public sealed partial class FleetStore
{
    /// <summary>Writes that an operation is accepted, unless it is already.</summary>
    /// <returns>The one that is written.</returns>
    public async Task<AcceptedOperation> AddAcceptedAsync(AcceptedOperation accepted, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                FleetTables.Accepted, new RowWrite(WriteKind.Insert, FleetTables.Accepted, accepted.Uid, FleetJson.Write(accepted)), cancellationToken);
            return accepted;
        }
        catch (RowConflictException)
        {
            return await FindAcceptedAsync(accepted.Uid, cancellationToken) ?? accepted;
        }
    }

    /// <summary>An operation that was accepted; null when there is none of this id.</summary>
    public Task<AcceptedOperation?> FindAcceptedAsync(string uid, CancellationToken cancellationToken) =>
        FindAsync<AcceptedOperation>(FleetTables.Accepted, FleetTables.Accepted, uid, cancellationToken);

    /// <summary>Writes what became of an operation that was accepted; of one that was not, nothing.</summary>
    public async Task ChangeAcceptedAsync(string uid, Func<AcceptedOperation, AcceptedOperation> change, CancellationToken cancellationToken)
    {
        while (await store.GetAsync(FleetTables.Accepted, FleetTables.Accepted, uid, cancellationToken) is { } row)
        {
            try
            {
                var changed = FleetJson.Write(change(FleetJson.Read<AcceptedOperation>(row.Json)));
                if (changed == row.Json) return;
                await store.WriteAsync(FleetTables.Accepted, new RowWrite(WriteKind.Replace, FleetTables.Accepted, uid, changed, row.ETag), cancellationToken);
                return;
            }
            catch (RowConflictException)
            {
                // Somebody else wrote it; what is to be changed is decided anew.
            }
        }
    }

    /// <summary>Removes operations that were accepted before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeAcceptedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var old = await store.QueryAsync(FleetTables.Accepted, new RowRange(FleetTables.Accepted), cancellationToken)
            .Where(row => FleetJson.Read<AcceptedOperation>(row.Json).AcceptedAt < before).Take(limit).ToListAsync(cancellationToken);
        return await DeleteAsync(FleetTables.Accepted, old, cancellationToken);
    }

    /// <summary>The record of an operation by the time of its start; null when there is none.</summary>
    public Task<OperationRecord?> FindOperationAsync(string uid, DateTimeOffset startedAt, CancellationToken cancellationToken) =>
        FindAsync<OperationRecord>(FleetTables.Operations, FleetTables.Operations, FleetTables.Falling(startedAt, uid), cancellationToken);

    /// <summary>The record of a recovery by the time of its start; null when there is none.</summary>
    public Task<RecoveryRecord?> FindRecoveryAsync(string uid, DateTimeOffset startedAt, CancellationToken cancellationToken) =>
        FindAsync<RecoveryRecord>(FleetTables.Recoveries, FleetTables.Recoveries, FleetTables.Falling(startedAt, uid), cancellationToken);
}
