namespace Ham4Db.Functions.Operations;

/// <summary>Somebody's wish that an operation makes no further step.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When (UTC).</param>
public sealed record OperationCancel(string By, DateTimeOffset At);
