namespace Ham4Db.Functions.Clusters;

/// <summary>A promotion rule that a person or a script registered.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="ExpiresAt">When it ends unless it is registered again (UTC).</param>
public sealed record RegisteredPromotionRule(PromotionRule Rule, DateTimeOffset ExpiresAt)
{
    /// <summary>When it was registered last (UTC).</summary>
    public DateTimeOffset RegisteredAt { get; init; }
}
