namespace Ham4Db.Functions.Api.Legacy;

/// <summary>The answer to a change, and to everything that failed.</summary>
/// <param name="Code"><c>OK</c> or <c>ERROR</c>.</param>
/// <param name="Message">What happened, in words.</param>
/// <param name="Details">The result; may be null.</param>
internal sealed record LegacyEnvelope(string Code, string Message, object? Details);
