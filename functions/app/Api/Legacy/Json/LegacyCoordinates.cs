namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>BinlogCoordinates; <c>Type</c> is 0 for a binary and 1 for a relay log.</summary>
internal sealed record LegacyCoordinates(string LogFile, long LogPos, int Type)
{
    public static LegacyCoordinates None { get; } = new("", 0, 0);

    public static LegacyCoordinates Of(BinlogCoordinates? at, bool isRelayLog = false) =>
        at is { IsEmpty: false } known ? new(known.File, known.Position, isRelayLog ? 1 : 0) : None with { Type = isRelayLog ? 1 : 0 };
}
