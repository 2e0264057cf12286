using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.PseudoGtid;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>
/// Points a replica at the place that its Pseudo-GTID entries and the events after them tell. The place is found anew in every run: it is right also
/// for one that was pointed there before and has gone on from there.
/// </summary>
internal sealed class RepointByPseudoGtidStep(PseudoGtidMatching matching) : IOperationStep
{
    public string Action => StepAction.RepointByPseudoGtid;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var (session, source) = (run.Session, run.Step.Source!.Value);
        await run.ProbeTargetAsync(cancellationToken);
        await session.StopReplicationAsync(cancellationToken);
        try
        {
            var match = await matching.MatchAsync(session, source, cancellationToken);
            await session.RepointAsync(source, new RepointOptions { Position = match.Position }, cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceOperationException or InstanceUnreachableException)
        {
            throw new InstanceOperationException($"{run.Step.Target} was not moved below {source}: {exception.Message.TrimEnd('.')}.{await GoOnAsync(session, cancellationToken)}", exception);
        }

        await session.StartReplicationAsync(cancellationToken);
    }

    // It has the source that it had: there it goes on.
    private static async Task<string> GoOnAsync(IInstanceSession session, CancellationToken cancellationToken)
    {
        try
        {
            await session.StartReplicationAsync(cancellationToken);
            return "";
        }
        catch (Exception exception) when (exception is InstanceOperationException or InstanceUnreachableException)
        {
            return $" It still has the source that it had, but: {exception.Message}";
        }
    }
}
