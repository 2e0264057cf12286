using System.Text.Json;

namespace Ham4Db.Functions.Configuration;

/// <summary>A key that is understood but not in force.</summary>
/// <param name="Reason">Why it has no effect, as the end of a sentence.</param>
/// <param name="Harmless">Values that ask for nothing we do not do; any other is worth a warning. Null where no value is.</param>
public sealed record KnownKey(string Reason, IReadOnlyList<string>? Harmless = null)
{
    internal bool IsMissed(JsonElement value) =>
        Harmless is not null && !Harmless.Contains(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), StringComparer.OrdinalIgnoreCase);
}
