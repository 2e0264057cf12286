namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>An operation that is asked for.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Instance">The instance, as <c>host:port</c>.</param>
/// <param name="Below">The second instance; null for none.</param>
/// <param name="Pattern">Chooses among several instances; null for all.</param>
/// <param name="Arguments">Further values; null for none.</param>
internal sealed record OperationBody(string? Kind, string? Instance, string? Below, string? Pattern, IReadOnlyDictionary<string, string>? Arguments);
