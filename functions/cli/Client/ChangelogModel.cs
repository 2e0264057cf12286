namespace Ham4Db.Cli.Client;

/// <summary>What the analysis said of an instance and when, as the older interface tells it: time and code between semicolons.</summary>
internal sealed record ChangelogModel(InstanceAddress AnalyzedInstanceKey, IReadOnlyList<string> Changelog);
