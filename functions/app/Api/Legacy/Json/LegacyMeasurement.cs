using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>A measurement of discovery. What is written here is written after the instance was waited for, and is not measured.</summary>
internal sealed record LegacyMeasurement(
    DateTimeOffset Timestamp, string Hostname, int Port, double BackendLatencySeconds, double InstanceLatencySeconds, double TotalLatencySeconds, string? Err)
{
    public static LegacyMeasurement Of(ProbeMeasurement measurement) => new(
        measurement.At,
        measurement.Instance.Host,
        measurement.Instance.Port,
        BackendLatencySeconds: 0,
        measurement.Duration.TotalSeconds,
        measurement.Duration.TotalSeconds,
        measurement.Error.Length == 0 ? null : measurement.Error);
}
