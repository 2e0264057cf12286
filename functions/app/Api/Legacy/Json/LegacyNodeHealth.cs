namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>NodeHealth; <c>LastSeenActive</c> is when the latest round of probes ended, in whichever process.</summary>
internal sealed record LegacyNodeHealth(
    string Hostname,
    string Token,
    string AppVersion,
    string FirstSeenActive,
    string LastSeenActive,
    string ExtraInfo,
    string Command,
    string DBBackend,
    string LastReported);
