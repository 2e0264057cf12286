using System.Globalization;
using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Leaves out the events that the applier stopped at. One that has moved on since has them behind it.</summary>
internal sealed class SkipEventsStep : IOperationStep
{
    public string Action => StepAction.SkipEvents;

    public Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var colon = run.Step.Value.LastIndexOf(':');
        var at = new BinlogCoordinates(run.Step.Value[..colon], long.Parse(run.Step.Value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture));
        return run.Session.SkipEventGroupAsync(at, cancellationToken);
    }
}
