namespace Ham4Db.Bench;

/// <summary>Least, middle and largest of some figures.</summary>
internal sealed record Statistics(double Min, double Median, double Max, int Count)
{
    public static Statistics Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        if (sorted.Length == 0) return new Statistics(double.NaN, double.NaN, double.NaN, 0);
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Statistics(sorted[0], median, sorted[^1], sorted.Length);
    }
}
