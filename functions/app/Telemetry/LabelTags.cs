namespace Ham4Db.Functions.Telemetry;

/// <summary>Labels as OpenTelemetry takes them.</summary>
internal static class LabelTags
{
    /// <summary>Names with their values.</summary>
    public static KeyValuePair<string, object?>[] Of(string[] names, string[] values) => [.. names.Zip(values, (name, value) => KeyValuePair.Create(name, (object?)value))];
}
