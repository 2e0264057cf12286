using Ham4Db.Runtime.DurableTask;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Numbers the steps of a run, collects those of the current turn and knows which are still open.</summary>
internal sealed class StepLedger(OrchestratorThread thread, string orchestrator)
{
    private readonly Dictionary<int, IPendingStep> open = [];
    private List<OrchestrationAction> taken = [];
    private int lastSeq = -1;

    public int OpenCount => open.Count;

    /// <summary>The steps of the current turn up to now.</summary>
    public IReadOnlyList<OrchestrationAction> TakenSoFar => taken;

    public int NextSeq()
    {
        EnsureOrchestratorThread();
        return ++lastSeq;
    }

    public void Take(OrchestrationAction action) => taken.Add(action);

    public IReadOnlyList<OrchestrationAction> EndTurn()
    {
        var actions = taken;
        taken = [];
        return actions;
    }

    public PendingStep<T> Open<T>(int seq, Func<TaskFailureDetails, Exception> toException, Action? onClosed = null)
    {
        var step = new PendingStep<T>(toException, onClosed);
        open.Add(seq, step);
        return step;
    }

    public bool IsOpen(int seq) => open.ContainsKey(seq);

    public IPendingStep? Close(int seq) => open.Remove(seq, out var step) ? step : null;

    public void EnsureOrchestratorThread()
    {
        if (!thread.IsCurrent)
            throw new InvalidOperationException(OrchestrationErrors.LeftThread(orchestrator, LastStep()));
    }

    public string LastStep() => lastSeq < 0 ? "its start" : $"step #{lastSeq}";
}
