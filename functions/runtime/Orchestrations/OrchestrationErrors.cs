using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Core.Exceptions;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Sentences for what an orchestrator did wrong.</summary>
internal static class OrchestrationErrors
{
    private const string Rule =
        "An orchestrator may await only tasks made by its TaskOrchestrationContext (and Task.WhenAll, Task.WhenAny over them), "
        + "without ConfigureAwait(false): work such as I/O, Task.Delay or Task.Run belongs in an activity.";

    public static string LeftThread(string orchestrator, string lastStep)
        => $"Orchestrator '{orchestrator}' was continued after {lastStep} by a task that its context did not make. {Rule}";

    public static string WaitsForForeignTask(string orchestrator, string lastStep, string? awaited)
        => $"Orchestrator '{orchestrator}' waits after {lastStep} for a task that its context did not make{(awaited is null ? string.Empty : $" ({awaited})")}. {Rule}";

    public static NonDeterministicOrchestrationException NonDeterministic(
        string orchestrator, string instanceId, int turn, OrchestrationAction? recorded, OrchestrationAction? actual)
    {
        var seq = recorded?.Seq ?? actual?.Seq ?? 0;
        return new($"Orchestrator '{orchestrator}' ('{instanceId}') is not deterministic: at step #{seq} (turn {turn}) its history says "
            + $"'{recorded?.Describe() ?? "nothing further"}', but in replay it did '{actual?.Describe() ?? "nothing further"}'. "
            + "Either its code changed while the instance was running, or it depends on something that is not in its history.");
    }

    public static TaskFailureDetails Details(Exception e) => TaskFailureDetails.FromException(e);
}
