namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A tag that is put on an instance.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value; none where nothing is said.</param>
internal sealed record TagBody(string? Name, string? Value);
