namespace Ham4Db.Core.Analysis;

/// <summary>One line of the decision table.</summary>
/// <param name="Code">The verdict.</param>
/// <param name="Legacy">orchestrator's spelling of it.</param>
/// <param name="Holds">When it holds, if no line before it does.</param>
/// <param name="Sentence">The verdict in words.</param>
/// <param name="Action">What is done about it.</param>
sealed record DecisionRow(AnalysisCode Code, string Legacy, Func<AnalysisInput, bool> Holds, string Sentence, FindingAction Action);
