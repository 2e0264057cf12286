using System.Text.Json.Serialization;

namespace Ham4Db.Cli.Client;

/// <summary>A registered promotion rule, as the older interface tells it.</summary>
internal sealed record CandidateModel(string Hostname, int Port, string PromotionRule, string PromotionRuleExpiry)
{
    /// <summary>The instance.</summary>
    [JsonIgnore]
    public InstanceAddress Address => new(Hostname, Port);
}
