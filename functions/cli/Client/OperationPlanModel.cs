namespace Ham4Db.Cli.Client;

/// <summary>What an operation would do.</summary>
internal sealed record OperationPlanModel
{
    public IReadOnlyList<PlanStepModel> Steps { get; init; } = [];

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public IReadOnlyList<string> Refusals { get; init; } = [];

    public IReadOnlyList<VerdictModel> LeftOut { get; init; } = [];
}
