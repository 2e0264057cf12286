namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>KVPair.</summary>
internal sealed record LegacyPair(string Key, string Value);
