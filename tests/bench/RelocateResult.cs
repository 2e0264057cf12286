namespace Ham4Db.Bench;

/// <summary>Milliseconds to move all replicas, with a bound on how many move at once.</summary>
internal sealed record RelocateResult(string Engine, int Replicas, int AtOnce, double Min, double Median, double Max, IReadOnlyList<double> Milliseconds);
