namespace Ham4Db.Cli.Client;

/// <summary>The instance that <c>/api/discover</c> found; only what is shown.</summary>
internal sealed record DiscoveredModel(InstanceAddress Key, InstanceAddress? MasterKey, string FlavorName, string Version);
