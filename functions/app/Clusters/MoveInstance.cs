namespace Ham4Db.Functions.Clusters;

/// <summary>Says that a server came back under another address.</summary>
/// <param name="From">Where it was.</param>
/// <param name="To">Where it is.</param>
public sealed record MoveInstance(InstanceKey From, InstanceKey To);
