using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A recovery and what was done in it.</summary>
/// <param name="Recovery">The recovery.</param>
/// <param name="DurationMilliseconds">From its opening to its end; null while it runs.</param>
/// <param name="Steps">Its timeline.</param>
internal sealed record RecoveryDetail(RecoveryRecord Recovery, double? DurationMilliseconds, IReadOnlyList<StepView> Steps)
{
    public static RecoveryDetail Of(RecoveryRecord recovery, IEnumerable<RecoveryStepRecord> steps) => new(
        recovery, (recovery.EndedAt - recovery.StartedAt)?.TotalMilliseconds, [.. steps.Select(step => StepView.Of(recovery.NoticedAt ?? recovery.StartedAt, step))]);
}
