namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>An alert because of which nothing was probed.</summary>
/// <param name="Alert">What it calls itself.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record IgnoredAlert(string Alert, string Reason);
