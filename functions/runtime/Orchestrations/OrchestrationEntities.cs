using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Calls, signals and locks of one run.</summary>
internal sealed class OrchestrationEntities(StepLedger ledger, string executionId) : TaskOrchestrationEntityFeature
{
    private CriticalSection? section;

    public override Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var lockedCall = section;
        lockedCall?.BeginCall(id);
        var seq = ledger.NextSeq();
        ledger.Take(new OrchestrationAction.CallEntity(seq, id, operationName, DurableJson.Serialize(input), lockedCall?.LockId));
        return ledger.Open<TResult>(
            seq,
            failure => new EntityOperationFailedException(id, operationName, failure),
            () => lockedCall?.EndCall(id)).Task;
    }

    public override Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null)
        => CallEntityAsync<object>(id, operationName, input, options);

    public override Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        section?.EnsureMaySignal(id);
        ledger.Take(new OrchestrationAction.SignalEntity(
            ledger.NextSeq(), id, operationName, DurableJson.Serialize(input), options?.SignalTime?.UtcDateTime));
        return Task.CompletedTask;
    }

    public override async Task<IAsyncDisposable> LockEntitiesAsync(params EntityInstanceId[] entityIds)
    {
        ArgumentNullException.ThrowIfNull(entityIds);
        if (entityIds.Length == 0)
            throw new ArgumentException("At least one entity must be given to lock.", nameof(entityIds));
        if (section is not null)
            throw new InvalidOperationException("Must not enter another critical section from within a critical section.");

        // One order for everybody: two orchestrations that want the same entities can then not wait for each other.
        var ordered = entityIds.Distinct().OrderBy(id => id.ToString(), StringComparer.Ordinal).ToArray();
        var seq = ledger.NextSeq();
        var entered = new CriticalSection($"{executionId}#{seq}", ordered, Leave);
        section = entered;
        ledger.Take(new OrchestrationAction.AcquireLocks(seq, entered.LockId, ordered));
        await ledger.Open<object?>(seq, failure => new InvalidOperationException(failure.ErrorMessage), entered.Grant).Task;
        return entered;
    }

    public override bool InCriticalSection() => section is { IsGranted: true };

    private void Leave(CriticalSection left)
    {
        if (section != left)
            return;
        section = null;
        ledger.Take(new OrchestrationAction.ReleaseLocks(ledger.NextSeq(), left.LockId, left.Entities));
    }
}
