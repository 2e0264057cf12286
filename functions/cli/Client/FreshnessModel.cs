namespace Ham4Db.Cli.Client;

/// <summary>How old what is known of an instance is.</summary>
internal sealed record FreshnessModel(bool IsLastCheckValid, bool IsRecentlyChecked);
