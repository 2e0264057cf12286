using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Stops a replica when it has applied what it received; one that does not get there in time goes on as before.</summary>
internal sealed class StopNicelyStep : IOperationStep
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Action => StepAction.StopNicely;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        if ((await session.ProbeAsync(cancellationToken)).Replication is { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped }) return;
        await session.StopReceiverAsync(cancellationToken);
        if (await WhyNotAppliedAsync(run, cancellationToken) is { } reason)
        {
            await GoOnAsync(session, cancellationToken);
            throw new InstanceOperationException($"{reason}. It goes on as before; stop-replica stops it where it is");
        }

        await session.StopReplicationAsync(cancellationToken);
    }

    private static async Task<string?> WhyNotAppliedAsync(StepRun run, CancellationToken cancellationToken)
    {
        try
        {
            return await run.Session.WaitForRelayLogAppliedAsync(Patience, cancellationToken)
                ? null
                : $"{run.Step.Target} did not apply what it had received within {Patience.TotalSeconds:F0} s";
        }
        catch (InstanceOperationException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }

    private static async Task GoOnAsync(IInstanceSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.StartReplicationAsync(cancellationToken);
        }
        catch (InstanceOperationException)
        {
            // The reason that it did not get there still holds, and is told.
        }
    }
}
