using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A step of the timeline of a recovery or an operation.</summary>
/// <param name="Step">What was done, as one word with dashes.</param>
/// <param name="Target">On which instance; null when on none.</param>
/// <param name="Message">The step in words.</param>
/// <param name="StartedAt">Start (UTC).</param>
/// <param name="EndedAt">End (UTC); null while it runs or when the process died in it.</param>
/// <param name="OffsetMilliseconds">From when the trouble was noticed, or else from the opening, to the step's start.</param>
/// <param name="DurationMilliseconds">From its start to its end; null without an end.</param>
/// <param name="Error">Why it failed; empty after a success.</param>
internal sealed record StepView(
    string Step,
    InstanceKey? Target,
    string Message,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    double OffsetMilliseconds,
    double? DurationMilliseconds,
    string Error)
{
    public static StepView Of(DateTimeOffset zero, RecoveryStepRecord step) => new(
        step.Step,
        step.Target,
        step.Message,
        step.StartedAt,
        step.EndedAt,
        (step.StartedAt - zero).TotalMilliseconds,
        (step.EndedAt - step.StartedAt)?.TotalMilliseconds,
        step.Error);
}
