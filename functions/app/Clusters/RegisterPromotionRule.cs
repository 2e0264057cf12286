namespace Ham4Db.Functions.Clusters;

/// <summary>Registers a promotion rule.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Rule">The rule and its end.</param>
public sealed record RegisterPromotionRule(InstanceKey Key, RegisteredPromotionRule Rule);
