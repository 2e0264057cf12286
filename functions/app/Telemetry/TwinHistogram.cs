using System.Diagnostics.Metrics;
using Prometheus;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Durations in seconds, told under one name and with the same bounds to Prometheus and to OpenTelemetry.</summary>
internal sealed class TwinHistogram
{
    private static readonly double[] Bounds = Prometheus.Histogram.ExponentialBuckets(0.0005, 2, 16);

    private readonly string[] _labels;
    private readonly Prometheus.Histogram _scraped;
    private readonly Histogram<double> _exported;

    public TwinHistogram(MetricFactory factory, Meter meter, string name, string help, params string[] labels)
    {
        _labels = labels;
        _scraped = factory.CreateHistogram(name, help, new HistogramConfiguration { LabelNames = labels, Buckets = Bounds });
        _exported = meter.CreateHistogram(name, "s", help, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });
    }

    /// <summary>Counts a duration.</summary>
    /// <param name="took">It.</param>
    /// <param name="values">Values of the labels, in their order.</param>
    public void Observe(TimeSpan took, params string[] values)
    {
        _scraped.WithLabels(values).Observe(took.TotalSeconds);
        if (_exported.Enabled) _exported.Record(took.TotalSeconds, LabelTags.Of(_labels, values));
    }
}
