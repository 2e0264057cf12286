namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>A name in the cache of host names.</summary>
/// <param name="Object">The name.</param>
/// <param name="Expiration">When it expires, in nanoseconds since 1970.</param>
internal sealed record LegacyCachedName(string Object, long Expiration);
