namespace Ham4Db.Cli.Client;

/// <summary>A name that a host is known by.</summary>
internal sealed record CachedNameModel(string Object);
