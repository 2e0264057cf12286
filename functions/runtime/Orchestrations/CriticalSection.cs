using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>The locks that an orchestration holds or waits for, and the rules while it does.</summary>
internal sealed class CriticalSection(string lockId, IReadOnlyList<EntityInstanceId> entities, Action<CriticalSection> leave) : IAsyncDisposable
{
    private readonly HashSet<EntityInstanceId> calls = [];

    public string LockId { get; } = lockId;

    public IReadOnlyList<EntityInstanceId> Entities { get; } = entities;

    public bool IsGranted { get; private set; }

    public void Grant() => IsGranted = true;

    public void BeginCall(EntityInstanceId id)
    {
        if (!IsGranted)
            throw new InvalidOperationException("Must await the completion of the lock request prior to calling any entity.");
        if (!Entities.Contains(id))
            throw new InvalidOperationException($"Must not call entity '{id}' from a critical section, because it is not one of the locked entities.");
        if (!calls.Add(id))
            throw new InvalidOperationException($"Must not call entity '{id}' from a critical section while a prior call to it is still pending.");
    }

    public void EndCall(EntityInstanceId id) => calls.Remove(id);

    public void EnsureMaySignal(EntityInstanceId id)
    {
        if (Entities.Contains(id))
            throw new InvalidOperationException($"Must not signal the locked entity '{id}' from a critical section.");
    }

    public ValueTask DisposeAsync()
    {
        leave(this);
        return ValueTask.CompletedTask;
    }
}
