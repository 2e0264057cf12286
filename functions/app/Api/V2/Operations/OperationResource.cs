using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>Something that was asked for, and what became of it: an operation on a topology or an instance, or a recovery.</summary>
/// <param name="Uid">Unique id.</param>
/// <param name="Kind">What was asked for, as one word with dashes.</param>
/// <param name="ClusterId">The cluster.</param>
/// <param name="ClusterName">Its name then.</param>
/// <param name="Instance">The instance that it is about.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="IsDone">It has ended: nothing of this changes any more.</param>
/// <param name="AcceptedAt">When it was accepted (UTC).</param>
/// <param name="StartedAt">When it began (UTC); null before.</param>
/// <param name="EndedAt">When it ended (UTC); null before.</param>
/// <param name="DurationMilliseconds">From its begin to its end; null while it runs.</param>
/// <param name="Progress">How far it has come.</param>
/// <param name="Steps">Its timeline.</param>
/// <param name="Errors">What went wrong, a sentence each.</param>
/// <param name="Cancel">Who wanted it cancelled; null for nobody.</param>
/// <param name="Operation">Record of the operation with its plan; null for a recovery and before it has begun.</param>
/// <param name="Recovery">Record of the recovery with its plan; null for an operation and before it has begun.</param>
internal sealed record OperationResource(
    string Uid,
    string Kind,
    string ClusterId,
    string ClusterName,
    InstanceKey Instance,
    string Actor,
    OperationState Status,
    bool IsDone,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    double? DurationMilliseconds,
    ProgressView Progress,
    IReadOnlyList<StepView> Steps,
    IReadOnlyList<string> Errors,
    OperationCancel? Cancel,
    OperationRecord? Operation,
    RecoveryRecord? Recovery)
{
    public static OperationResource Of(OperationRun run)
    {
        var accepted = run.Accepted;
        var (startedAt, endedAt) = (run.Operation?.StartedAt ?? run.Recovery?.StartedAt, run.Operation?.EndedAt ?? run.Recovery?.EndedAt ?? accepted.RefusedAt);
        var zero = run.Recovery?.NoticedAt ?? startedAt ?? accepted.AcceptedAt;
        IReadOnlyList<StepView> steps = [.. (run.Steps ?? []).Select(step => StepView.Of(zero, step))];
        return new OperationResource(
            accepted.Uid,
            accepted.Kind,
            accepted.ClusterId,
            accepted.ClusterName,
            accepted.Instance,
            accepted.Actor,
            run.State,
            run.HasEnded,
            accepted.AcceptedAt,
            startedAt,
            endedAt,
            (endedAt - startedAt)?.TotalMilliseconds,
            new ProgressView(steps.Count(step => step.EndedAt is not null), run.Operation?.Plan?.Steps.Count ?? run.Recovery?.Plan?.Steps.Count ?? accepted.PlannedSteps),
            steps,
            run.Errors,
            run.Operation?.Cancel,
            run.Operation,
            run.Recovery);
    }
}
