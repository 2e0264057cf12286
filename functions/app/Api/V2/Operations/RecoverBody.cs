namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>A recovery that is asked for.</summary>
/// <param name="Instance">The instance that is in trouble, as <c>host:port</c>; the primary where none is named.</param>
/// <param name="Candidate">Its successor; null leaves the choice to the planner.</param>
internal sealed record RecoverBody(string? Instance, string? Candidate);
