namespace Ham4Db.Functions.Hosts;

/// <summary>Which name the instances of a host are known by.</summary>
/// <param name="Host">The host as it was given or found.</param>
/// <param name="Name">The name in its place; the host itself where there is no other.</param>
/// <param name="ExpiresAt">Until when this is believed (UTC).</param>
public sealed record ResolvedName(string Host, string Name, DateTimeOffset ExpiresAt);
