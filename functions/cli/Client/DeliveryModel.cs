namespace Ham4Db.Cli.Client;

/// <summary>An event on its way to a webhook, or given up.</summary>
internal sealed record DeliveryModel(string Id, string Endpoint, string Event, DateTimeOffset At, int Attempts, string Problem);
