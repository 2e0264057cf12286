namespace Ham4Db.Cli.Client;

/// <summary>Who acknowledged a recovery.</summary>
internal sealed record AcknowledgementModel(string By, string Comment, DateTimeOffset At);
