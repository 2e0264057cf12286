namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>A failover that is asked for though the primary may live.</summary>
/// <param name="Candidate">The new primary, as <c>host:port</c>; null leaves the choice to the planner.</param>
internal sealed record ForceFailoverBody(string? Candidate);
