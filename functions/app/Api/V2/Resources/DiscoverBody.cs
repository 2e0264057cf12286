namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>An instance that is to be known.</summary>
/// <param name="Instance">Its address, as <c>host:port</c>.</param>
internal sealed record DiscoverBody(string? Instance);
