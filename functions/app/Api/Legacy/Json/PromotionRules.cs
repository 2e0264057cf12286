namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Promotion rules in the words of the older interfaces.</summary>
internal static class PromotionRules
{
    private static readonly (PromotionRule Rule, string Word)[] Words =
    [
        (PromotionRule.Must, "must"),
        (PromotionRule.Prefer, "prefer"),
        (PromotionRule.Neutral, "neutral"),
        (PromotionRule.PreferNot, "prefer_not"),
        (PromotionRule.MustNot, "must_not"),
    ];

    public static string Word(PromotionRule rule) => Words.First(w => w.Rule == rule).Word;

    public static PromotionRule? TryParse(string word) => Words.Where(w => w.Word == word).Select(w => (PromotionRule?)w.Rule).FirstOrDefault();
}
