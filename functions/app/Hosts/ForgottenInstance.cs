namespace Ham4Db.Functions.Hosts;

/// <summary>An instance that was forgotten on request, and is not discovered again by itself for a while.</summary>
/// <param name="Key">Its address.</param>
/// <param name="Until">End of that while (UTC).</param>
public sealed record ForgottenInstance(InstanceKey Key, DateTimeOffset Until);
