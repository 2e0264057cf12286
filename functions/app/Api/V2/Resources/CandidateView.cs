namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A promotion rule that somebody registered.</summary>
/// <param name="Instance">The instance, as engine and address.</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Rule">The rule.</param>
/// <param name="RegisteredAt">When it was registered last (UTC).</param>
/// <param name="ExpiresAt">When it ends unless it is registered again (UTC).</param>
internal sealed record CandidateView(InstanceKey Instance, string ClusterId, PromotionRule Rule, DateTimeOffset RegisteredAt, DateTimeOffset ExpiresAt);
