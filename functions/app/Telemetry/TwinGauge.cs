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
    public void Count<T>(IEnumerable<T> items, Func<T, string[]> labels) => Sum(items, labels, _ => 1);

    /// <summary>Adds up a value of things by their labels. What is no more reads 0.</summary>
    public void Sum<T>(IEnumerable<T> items, Func<T, string[]> labels, Func<T, double> value)
    {
        var sums = items.GroupBy(item => string.Join('\0', labels(item))).ToDictionary(same => same.Key, same => same.Sum(value));
        foreach (var known in _scraped.GetAllLabelValues()) sums.TryAdd(string.Join('\0', known), 0);
        List<Measurement<double>> latest = [];
        foreach (var (key, sum) in sums)
        {
            var values = key.Split('\0');
            _scraped.WithLabels(values).Set(sum);
            latest.Add(new Measurement<double>(sum, LabelTags.Of(_labels, values)));
        }

        _latest = latest;
    }
}
