using Ham4Db.Runtime.DurableTask;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>A step whose result the orchestrator may be waiting for.</summary>
internal interface IPendingStep
{
    void Succeed(string? result);

    void Fail(TaskFailureDetails failure);
}
