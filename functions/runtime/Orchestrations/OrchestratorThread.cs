namespace Ham4Db.Runtime.Orchestrations;

/// <summary>
/// Runs an orchestrator's continuations one after another on the thread that gives it its events. A continuation that
/// comes from anywhere else means that the orchestrator awaited something that no replay could repeat.
/// </summary>
internal sealed class OrchestratorThread(Action onForeignContinuation) : SynchronizationContext
{
    [ThreadStatic]
    private static OrchestratorThread? active;

    private readonly Queue<(SendOrPostCallback Callback, object? State)> continuations = new();

    public bool IsCurrent => active == this;

    public void Run(Action start)
    {
        var (outerContext, outerThread) = (Current, active);
        SetSynchronizationContext(this);
        active = this;
        try
        {
            start();
            while (continuations.TryDequeue(out var next))
                next.Callback(next.State);
        }
        finally
        {
            active = outerThread;
            SetSynchronizationContext(outerContext);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsCurrent)
            continuations.Enqueue((d, state));
        else
            onForeignContinuation();
    }

    public override void Send(SendOrPostCallback d, object? state)
        => throw new NotSupportedException("An orchestrator cannot be entered from another thread.");

    public override SynchronizationContext CreateCopy() => this;
}
