namespace Ham4Db.Cli.Client;

/// <summary>An operation and what was done in it.</summary>
internal sealed record OperationDetailModel(OperationModel Operation, double? DurationMilliseconds, IReadOnlyList<RecoveryStepModel> Steps);
