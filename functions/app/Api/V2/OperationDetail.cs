using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Api.V2;

/// <summary>An operation and what was done in it.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="DurationMilliseconds">From its opening to its end; null while it runs.</param>
/// <param name="Steps">Its timeline.</param>
internal sealed record OperationDetail(OperationRecord Operation, double? DurationMilliseconds, IReadOnlyList<StepView> Steps)
{
    public static OperationDetail Of(OperationRecord operation, IEnumerable<RecoveryStepRecord> steps) => new(
        operation, (operation.EndedAt - operation.StartedAt)?.TotalMilliseconds, [.. steps.Select(step => StepView.Of(operation.StartedAt, step))]);
}
