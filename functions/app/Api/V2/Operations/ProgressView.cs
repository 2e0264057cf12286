namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>How far something has come.</summary>
/// <param name="StepsDone">Steps that have ended.</param>
/// <param name="StepsPlanned">Steps of its plan; null until there is one. A step that had to be made twice counts twice among those that have ended.</param>
internal sealed record ProgressView(int StepsDone, int? StepsPlanned);
