namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>A position that is the same place as the one that was asked for.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Coordinates">The position in its binary log.</param>
internal sealed record LegacyEquivalent(LegacyKey Key, LegacyCoordinates Coordinates);
