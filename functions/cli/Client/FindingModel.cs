using Ham4Db.Core.Analysis;

namespace Ham4Db.Cli.Client;

/// <summary>What the analysis says of an instance.</summary>
internal sealed record FindingModel(InstanceAddress Instance, string Code, string Description)
{
    /// <summary>The code of an instance that is well.</summary>
    public const string NoProblem = "noProblem";

    public IReadOnlyList<StructureWarning> Warnings { get; init; } = [];

    public bool IsSkippable { get; init; }

    public string Action { get; init; } = "";

    /// <summary>The same in the words of the older interface, in which findings are shown.</summary>
    public AnalysisModel ToAnalysis() => new()
    {
        AnalyzedInstanceKey = Instance,
        Analysis = FailureAnalysis.LegacyName(Enum.Parse<AnalysisCode>(Code, ignoreCase: true)),
        Description = Description,
        StructureAnalysis = [.. Warnings.Select(FailureAnalysis.LegacyName)],
        IsActionableRecovery = Action is not ("none" or "detect"),
        SkippableDueToDowntime = IsSkippable,
    };
}
