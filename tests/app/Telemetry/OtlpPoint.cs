namespace Ham4Db.Functions.Tests.Telemetry;

/// <summary>A value of a metric that was exported; of a histogram its count.</summary>
internal sealed record OtlpPoint(string Service, string Name, IReadOnlyDictionary<string, string> Attributes, double Value, int Bounds);
