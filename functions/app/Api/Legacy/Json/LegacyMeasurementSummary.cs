using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>AggregatedDiscoveryMetrics. Latency is that of the instances: nothing else is waited for in a probe.</summary>
internal sealed record LegacyMeasurementSummary
{
    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    public int CountDistinctInstanceKeys { get; init; }

    public int CountDistinctOkInstanceKeys { get; init; }

    public int CountDistinctFailedInstanceKeys { get; init; }

    public int FailedDiscoveries { get; init; }

    public int SuccessfulDiscoveries { get; init; }

    public double MeanTotalSeconds => MeanInstanceSeconds;

    public double MeanBackendSeconds => 0;

    public double MeanInstanceSeconds { get; init; }

    public double FailedMeanTotalSeconds => FailedMeanInstanceSeconds;

    public double FailedMeanBackendSeconds => 0;

    public double FailedMeanInstanceSeconds { get; init; }

    public double MaxTotalSeconds => MaxInstanceSeconds;

    public double MaxBackendSeconds => 0;

    public double MaxInstanceSeconds { get; init; }

    public double FailedMaxTotalSeconds => FailedMaxInstanceSeconds;

    public double FailedMaxBackendSeconds => 0;

    public double FailedMaxInstanceSeconds { get; init; }

    public double MedianTotalSeconds => MedianInstanceSeconds;

    public double MedianBackendSeconds => 0;

    public double MedianInstanceSeconds { get; init; }

    public double FailedMedianTotalSeconds => FailedMedianInstanceSeconds;

    public double FailedMedianBackendSeconds => 0;

    public double FailedMedianInstanceSeconds { get; init; }

    public double P95TotalSeconds => P95InstanceSeconds;

    public double P95BackendSeconds => 0;

    public double P95InstanceSeconds { get; init; }

    public double FailedP95TotalSeconds => FailedP95InstanceSeconds;

    public double FailedP95BackendSeconds => 0;

    public double FailedP95InstanceSeconds { get; init; }

    public static LegacyMeasurementSummary Of(IReadOnlyList<ProbeMeasurement> measurements)
    {
        var (ok, failed) = (measurements.Where(m => m.Error.Length == 0).ToList(), measurements.Where(m => m.Error.Length > 0).ToList());
        var (took, lost) = (Sort(ok), Sort(failed));
        return new LegacyMeasurementSummary
        {
            FirstSeen = measurements.Count == 0 ? default : measurements[0].At,
            LastSeen = measurements.Count == 0 ? default : measurements[^1].At,
            CountDistinctInstanceKeys = Distinct(measurements),
            CountDistinctOkInstanceKeys = Distinct(ok),
            CountDistinctFailedInstanceKeys = Distinct(failed),
            FailedDiscoveries = failed.Count,
            SuccessfulDiscoveries = ok.Count,
            MeanInstanceSeconds = Mean(took),
            FailedMeanInstanceSeconds = Mean(lost),
            MaxInstanceSeconds = took.LastOrDefault(),
            FailedMaxInstanceSeconds = lost.LastOrDefault(),
            MedianInstanceSeconds = Quantile(took, 0.5),
            FailedMedianInstanceSeconds = Quantile(lost, 0.5),
            P95InstanceSeconds = Quantile(took, 0.95),
            FailedP95InstanceSeconds = Quantile(lost, 0.95),
        };
    }

    private static int Distinct(IEnumerable<ProbeMeasurement> measurements) => measurements.Select(m => m.Instance).Distinct().Count();

    private static double[] Sort(IEnumerable<ProbeMeasurement> measurements) => [.. measurements.Select(m => m.Duration.TotalSeconds).Order()];

    private static double Mean(double[] sorted) => sorted.Length == 0 ? 0 : sorted.Average();

    // The smallest measured value that at least this part of all does not exceed.
    private static double Quantile(double[] sorted, double part) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(part * sorted.Length) - 1];
}
