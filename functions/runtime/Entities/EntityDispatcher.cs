using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Persistence;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Entities;

/// <summary>Gives each entity its messages, one at a time; different entities run in parallel.</summary>
internal sealed class EntityDispatcher(DurableStore store, FunctionCatalog catalog, FunctionInvoker invoker, ILogger<EntityDispatcher> logger, CancellationToken abandoned)
{
    private readonly Dictionary<EntityInstanceId, EntityActor> actors = [];
    private readonly Lock gate = new();

    public WorkPool Pool { get; } = new(64);

    public void Deliver(EntityMessage message)
    {
        lock (gate)
        {
            if (!actors.TryGetValue(message.Target, out var actor))
                actors.Add(message.Target, actor = new(message.Target));
            actor.Mailbox.Add(message);
            if (actor.Scheduled)
                return;
            actor.Scheduled = true;
            Pool.Enqueue(() => ProcessAsync(actor));
        }
    }

    private async Task ProcessAsync(EntityActor actor)
    {
        EntityMessage? message = null;
        try
        {
            actor.Row ??= store.Read(sql => EntityTable.Find(sql, actor.Id.ToString())) ?? EntityRow.Empty;
            lock (gate)
                message = actor.Next();
            if (message is not null)
                await HandleAsync(actor, message, actor.Row);
        }
        catch (Exception e)
        {
            // Only the store or the end of the host can do this; the message is still there at the next start.
            if (!abandoned.IsCancellationRequested)
                RuntimeLog.EntityWorkLost(logger, actor.Id.ToString(), e);
        }

        lock (gate)
        {
            if (message is not null)
                actor.Mailbox.Remove(message);
            if (actor.Next() is not null)
            {
                Pool.Enqueue(() => ProcessAsync(actor));
                return;
            }

            actor.Scheduled = false;
            if (actor.Mailbox.Count == 0)
                actors.Remove(actor.Id);
        }
    }

    private Task HandleAsync(EntityActor actor, EntityMessage message, EntityRow row) => message.Request switch
    {
        EntityRequest.Operation operation => RunAsync(actor, message, operation, row),
        EntityRequest.Acquire acquire => SaveAsync(
            actor, message, row with { LockId = acquire.LockId, LockedBy = acquire.Caller.InstanceId }, work => PassOn(work, acquire)),
        EntityRequest.Release release when release.LockId == row.LockId => SaveAsync(
            actor, message, row with { LockId = null, LockedBy = null }, _ => { }),
        _ => SaveAsync(actor, message, row, _ => { }),
    };

    private static void PassOn(WorkTransaction work, EntityRequest.Acquire acquire)
    {
        var next = acquire.Position + 1;
        if (next < acquire.Entities.Count)
            work.Send(acquire.Entities[next], acquire with { Position = next });
        else
            work.Send(acquire.Caller.InstanceId, acquire.Caller.ExecutionId, new OrchestrationEvent.LockGranted(acquire.Caller.Seq, acquire.LockId, acquire.Entities));
    }

    private async Task RunAsync(EntityActor actor, EntityMessage message, EntityRequest.Operation request, EntityRow row)
    {
        var operation = new EntityOperation(actor.Id, request, row.State);
        object? result = null;
        TaskFailureDetails? failure = null;
        try
        {
            result = await InvokeAsync(operation);
        }
        catch (Exception e) when (!abandoned.IsCancellationRequested)
        {
            RuntimeLog.OperationFailed(logger, request.Name, actor.Id.ToString(), e);
            failure = TaskFailureDetails.FromException(e);
        }

        var saved = failure is null ? row with { State = operation.SavedState } : row;
        var json = failure is null ? DurableJson.Serialize(result) : null;
        await SaveAsync(actor, message, saved, work =>
        {
            if (failure is null)
                operation.SendEffects(work);
            if (request.Caller is { } caller)
            {
                work.Send(caller.InstanceId, caller.ExecutionId, failure is null
                    ? new OrchestrationEvent.Succeeded(caller.Seq, json)
                    : new OrchestrationEvent.Failed(caller.Seq, failure));
            }
        });
    }

    private async Task<object?> InvokeAsync(EntityOperation operation)
    {
        var function = catalog.Entities.GetValueOrDefault(operation.Context.Id.Name)
            ?? throw new InvalidOperationException($"There is no entity named '{operation.Context.Id.Name}'.");
        TaskEntityDispatcher? dispatcher = null;
        await invoker.InvokeAsync(function, services => dispatcher = new(operation, services), abandoned);
        return dispatcher is { Dispatched: true }
            ? dispatcher.Result
            : throw new InvalidOperationException($"Entity function '{function.Name}' ended without a call of DispatchAsync.");
    }

    private async Task SaveAsync(EntityActor actor, EntityMessage message, EntityRow row, Action<WorkTransaction> send)
    {
        EntityRow? saved = null;
        await store.CommitAsync(work =>
        {
            saved = row with { ModifiedAt = work.Now };
            EntityTable.Save(work.Sql, actor.Id.ToString(), saved);
            EntityTable.Settle(work.Sql, message.RowId);
            send(work);
        });
        actor.Row = saved;
    }
}
