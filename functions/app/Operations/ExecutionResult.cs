namespace Ham4Db.Functions.Operations;

/// <summary>How the execution of a plan went.</summary>
/// <param name="Status">Its end.</param>
/// <param name="Done">Instances on which it was done.</param>
/// <param name="Errors">What went wrong, a sentence each.</param>
public sealed record ExecutionResult(OperationStatus Status, IReadOnlyList<InstanceKey> Done, IReadOnlyList<string> Errors);
