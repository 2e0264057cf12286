namespace Ham4Db.Functions.Tests.Telemetry;

/// <summary>A span that was exported.</summary>
internal sealed record OtlpSpan(
    string Service,
    string Trace,
    string Id,
    string Parent,
    string Name,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    IReadOnlyDictionary<string, string> Attributes,
    int Status,
    string Message)
{
    /// <summary>The status of a failure.</summary>
    public const int Error = 2;

    public string this[string attribute] => Attributes.GetValueOrDefault(attribute, "");
}
