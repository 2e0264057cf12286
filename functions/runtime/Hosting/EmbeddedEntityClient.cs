using Ham4Db.Runtime.DurableTask.Client.Entities;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Entities;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Signals and reads the entities of this process's own store.</summary>
internal sealed class EmbeddedEntityClient(RuntimeEngine engine) : DurableEntityClient("embedded")
{
    public override async Task SignalEntityAsync(
        EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        cancellation.ThrowIfCancellationRequested();
        var request = new EntityRequest.Operation(operationName, DurableJson.Serialize(input), null, null);
        await engine.Store.CommitAsync(work => work.Send(id, request, options?.SignalTime?.UtcDateTime));
    }

    public override Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var (row, backlog) = engine.Store.Read(sql => (EntityTable.Find(sql, id.ToString()), EntityTable.Backlog(sql, id.ToString())));
        if (row is null)
            return Task.FromResult<EntityMetadata<T>?>(null);

        var state = includeState && row.State is not null ? DurableJson.Deserialize<T>(row.State) : default;
        var metadata = includeState && row.State is not null ? new EntityMetadata<T>(id, state)
        {
            LastModifiedTime = new(row.ModifiedAt),
            BacklogQueueSize = backlog,
            LockedBy = row.LockedBy,
        }
        : new EntityMetadata<T>(id)
        {
            LastModifiedTime = new(row.ModifiedAt),
            BacklogQueueSize = backlog,
            LockedBy = row.LockedBy,
        };
        return Task.FromResult<EntityMetadata<T>?>(metadata);
    }
}
