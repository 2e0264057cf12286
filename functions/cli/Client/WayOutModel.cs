namespace Ham4Db.Cli.Client;

/// <summary>What can be done about errant transactions, as a dry run.</summary>
internal sealed record WayOutModel
{
    /// <summary>What would be asked for.</summary>
    public required WayOutRequestModel Request { get; init; }

    /// <summary>What would be done.</summary>
    public IReadOnlyList<PlanStepModel> Steps { get; init; } = [];

    /// <summary>What is worth knowing before.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why it cannot be done.</summary>
    public IReadOnlyList<string> Refusals { get; init; } = [];
}
