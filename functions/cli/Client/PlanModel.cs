namespace Ham4Db.Cli.Client;

/// <summary>What a recovery would do.</summary>
internal sealed record PlanModel
{
    public required string Kind { get; init; }

    public required InstanceAddress OldPrimary { get; init; }

    public InstanceAddress? Candidate { get; init; }

    public IReadOnlyList<VerdictModel> Verdicts { get; init; } = [];

    public LossModel Loss { get; init; } = new("", "", "");

    public IReadOnlyList<BlockerModel> Blockers { get; init; } = [];

    public IReadOnlyList<PlanStepModel> Steps { get; init; } = [];

    public IReadOnlyList<VerdictModel> LostReplicas { get; init; } = [];

    public bool IsExecutable { get; init; }
}
