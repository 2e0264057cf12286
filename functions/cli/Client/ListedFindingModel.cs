namespace Ham4Db.Cli.Client;

/// <summary>A finding in a list of <c>/api/v2/analysis</c>.</summary>
internal sealed record ListedFindingModel(FindingModel Finding);
