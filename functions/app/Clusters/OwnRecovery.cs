namespace Ham4Db.Functions.Clusters;

/// <summary>What <see cref="ClusterEntity"/> keeps for itself, beside the decisions that all share in the store.</summary>
/// <param name="Uid">The recovery that this deployment opened last; empty for none. When it wants another one while that is still open, nobody works on it any more.</param>
public sealed record OwnRecovery(string Uid)
{
    /// <summary>The operation that this deployment opened last, with the same consequence; empty for none.</summary>
    public string OperationUid { get; init; } = "";
}
