namespace Ham4Db.Core.Analysis;

/// <summary>One line of the table of structure warnings.</summary>
/// <param name="Warning">The warning.</param>
/// <param name="Legacy">orchestrator's spelling of it.</param>
/// <param name="Holds">When it holds; several may.</param>
sealed record StructureRow(StructureWarning Warning, string Legacy, Func<AnalysisInput, bool> Holds);
