namespace Ham4Db.Cli.Client;

/// <summary>A webhook as it is configured.</summary>
internal sealed record WebhookModel(string Name, string Url, string Format, IReadOnlyList<string> Events, IReadOnlyList<string> Clusters, int Queued, int Dead);
