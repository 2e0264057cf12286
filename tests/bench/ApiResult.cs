namespace Ham4Db.Bench;

/// <summary>How quickly something was answered.</summary>
internal sealed record ApiResult(string What, int Connections, int Status, int Bytes, double P50, double P95, double P99, double PerSecond);
