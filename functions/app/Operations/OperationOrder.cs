using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations;

/// <summary>Input of an operation's orchestration.</summary>
/// <param name="Uid">Id of the operation, made by who asks, so that its end can be told from that of the next.</param>
/// <param name="Request">What is to be done.</param>
/// <param name="ClusterName">The cluster's name now.</param>
/// <param name="Actor">Who asked.</param>
public sealed record OperationOrder(string Uid, OperationRequest Request, string ClusterName, string Actor);
