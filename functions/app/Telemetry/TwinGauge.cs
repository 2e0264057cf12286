using System.Diagnostics.Metrics;
using Prometheus;

namespace Ham4Db.Functions.Telemetry;

/// <summary>A number of things, told under one name to Prometheus and to OpenTelemetry.</summary>
internal sealed class TwinGauge
{
    private readonly string[] _labels;
    private readonly Gauge _scraped;
    private volatile IReadOnlyList<Measurement<double>> _latest = [];

    public TwinGauge(MetricFactory factory, Meter meter, string name, string help, params string[] labels)
    {
        _labels = labels;
        _scraped = factory.CreateGauge(name, help, labels);
        meter.CreateObservableGauge(name, () => _latest, unit: null, help);
    }

    /// <summary>Sets the only value.</summary>
    public void Set(double value)
    {
        _scraped.Set(value);
        _latest = [new Measurement<double>(value)];
    }

    /// <summary>Counts things by their labels. What is no more reads 0, or an alert would never end.</summary>
    public void Count<T>(IEnumerable<T> items, Func<T, string[]> labels)
    {
        var counts = items.GroupBy(item => string.Join('\0', labels(item))).ToDictionary(same => same.Key, same => same.Count());
        foreach (var known in _scraped.GetAllLabelValues()) counts.TryAdd(string.Join('\0', known), 0);
        List<Measurement<double>> latest = [];
        foreach (var (key, count) in counts)
        {
            var values = key.Split('\0');
            _scraped.WithLabels(values).Set(count);
            latest.Add(new Measurement<double>(count, LabelTags.Of(_labels, values)));
        }

        _latest = latest;
    }
}
