namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>A planned takeover that is asked for.</summary>
/// <param name="To">The new primary, as <c>host:port</c>; null for the only replica, or for the best with <paramref name="Auto"/>.</param>
/// <param name="Auto">Choose among several replicas, and start replication on the old primary afterwards.</param>
internal sealed record TakeoverBody(string? To, bool Auto);
