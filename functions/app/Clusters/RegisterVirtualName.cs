namespace Ham4Db.Functions.Clusters;

/// <summary>Says under which host replicas are to find an instance.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Host">The host; empty ends it.</param>
public sealed record RegisterVirtualName(InstanceKey Key, string Host);
