namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A pool that is submitted, in place of one of the same name.</summary>
/// <param name="Name">Name.</param>
/// <param name="Instances">Its instances, as <c>host:port</c>.</param>
internal sealed record PoolBody(string? Name, IReadOnlyList<string>? Instances);
