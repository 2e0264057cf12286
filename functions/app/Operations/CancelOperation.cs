namespace Ham4Db.Functions.Operations;

/// <summary>Asks the cluster's entity to cancel an operation.</summary>
/// <param name="Uid">The operation.</param>
/// <param name="Cancel">Who asks, and when.</param>
public sealed record CancelOperation(string Uid, OperationCancel Cancel);
