namespace Ham4Db.Cli.Client;

/// <summary>A recovery and what was done in it.</summary>
internal sealed record RecoveryDetailModel(RecoveryModel Recovery, double? DurationMilliseconds, IReadOnlyList<RecoveryStepModel> Steps);
