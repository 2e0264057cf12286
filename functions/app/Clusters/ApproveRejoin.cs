namespace Ham4Db.Functions.Clusters;

/// <summary>A person's decision that a demoted primary is set back, whatever it alone has.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Uid">Id of the decision.</param>
public sealed record ApproveRejoin(InstanceKey Key, string Uid);
