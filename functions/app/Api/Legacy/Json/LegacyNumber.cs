namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>A number that may be unknown.</summary>
internal sealed record LegacyNumber(long Int64, bool Valid)
{
    public static LegacyNumber Of(long? value) => new(value ?? 0, value is not null);
}
