namespace Ham4Db.Runtime.CrashHost;

/// <summary>What came of all rounds.</summary>
/// <param name="Outputs">Output of each round.</param>
/// <param name="States">State of each entity.</param>
public sealed record CrashReport(List<string> Outputs, Dictionary<string, int> States);
