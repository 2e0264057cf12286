using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>CandidateDatabaseInstance.</summary>
internal sealed record LegacyCandidate(string Hostname, int Port, string PromotionRule, string LastSuggestedString, string PromotionRuleExpiry)
{
    public static LegacyCandidate Of(InstanceKey key, RegisteredPromotionRule registered) => new(
        key.Host, key.Port, PromotionRules.Word(registered.Rule), LegacyTime.Text(registered.RegisteredAt), LegacyTime.Text(registered.ExpiresAt));
}
