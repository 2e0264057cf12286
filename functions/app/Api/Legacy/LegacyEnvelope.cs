namespace Ham4Db.Functions.Api.Legacy;

/// <summary>The answer to a change, and to everything that failed.</summary>
/// <param name="Code"><c>OK</c> or <c>ERROR</c>.</param>
/// <param name="Message">What happened, in words.</param>
/// <param name="Details">The result, as orchestrator's clients look for it; may be null.</param>
/// <param name="HttpStatus">Status of the answer.</param>
internal sealed record LegacyEnvelope(string Code, string Message, object? Details, int HttpStatus)
{
    /// <summary>The result, as Ham4DB's clients look for it.</summary>
    public object? Detail => Details;
}
