namespace Ham4Db.Functions.Clusters;

/// <summary>Which cluster an address belongs to.</summary>
/// <param name="Key">The address.</param>
/// <param name="ClusterId">The cluster.</param>
/// <param name="ServerId">Identity of the server that was last seen there.</param>
/// <param name="FirstSeen">When it was discovered (UTC).</param>
public sealed record DirectoryEntry(InstanceKey Key, string ClusterId, string ServerId, DateTimeOffset FirstSeen);
