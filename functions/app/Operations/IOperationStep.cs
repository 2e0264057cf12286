using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations;

/// <summary>
/// Does the steps of one action. Each looks at its instance first: run twice, also after the process died in the middle, it ends in the same state.
/// What stands in its way it throws as an <see cref="Core.Ports.InstanceOperationException"/> that names the instance.
/// </summary>
public interface IOperationStep
{
    /// <summary>The action: one of <see cref="StepAction"/>.</summary>
    string Action { get; }

    /// <summary>Makes the change, or finds that it is made already. The cluster's lock on the target is held; the time it takes is not bounded by the caller.</summary>
    Task RunAsync(StepRun run, CancellationToken cancellationToken);
}
