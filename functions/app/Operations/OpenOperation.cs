namespace Ham4Db.Functions.Operations;

/// <summary>Asks the cluster's entity for the right to operate on it.</summary>
/// <param name="Order">What is to be done; its id sees to it that asking twice opens it once.</param>
/// <param name="At">When (UTC).</param>
public sealed record OpenOperation(OperationOrder Order, DateTimeOffset At);
