using System.Globalization;

namespace Ham4Db.Bench;

/// <summary>Metrics in Prometheus' text format.</summary>
/// <param name="text">The text.</param>
internal sealed class MetricsPage(string text)
{
    private readonly IReadOnlyList<(string Name, string Labels, double Value)> _samples =
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Parse)];

    /// <summary>Sum over all series of a name whose labels contain something.</summary>
    public double Sum(string name, string label = "") => _samples.Where(s => s.Name == name && s.Labels.Contains(label, StringComparison.Ordinal)).Sum(s => s.Value);

    /// <summary>The bound of the bucket in which a quantile lies of what was counted since an earlier page.</summary>
    public double Quantile(MetricsPage earlier, string name, double quantile)
    {
        var buckets = Buckets(name).Select(bucket => (bucket.Bound, Count: bucket.Count - earlier.Buckets(name).First(b => b.Bound.Equals(bucket.Bound)).Count)).ToList();
        return buckets.Count == 0 ? double.NaN : buckets.First(bucket => bucket.Count >= buckets[^1].Count * quantile).Bound;
    }

    private IEnumerable<(double Bound, double Count)> Buckets(string name) => _samples.Where(s => s.Name == name + "_bucket")
        .Select(s => (Bound: s.Labels.Split("le=\"")[1].Split('"')[0] is "+Inf" ? double.PositiveInfinity : double.Parse(s.Labels.Split("le=\"")[1].Split('"')[0], CultureInfo.InvariantCulture), s.Value))
        .OrderBy(bucket => bucket.Bound);

    private static (string Name, string Labels, double Value) Parse(string line)
    {
        var space = line.LastIndexOf(' ');
        var brace = line.IndexOf('{', StringComparison.Ordinal);
        return (line[..(brace < 0 ? space : brace)], brace < 0 ? "" : line[brace..space], double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture));
    }
}
