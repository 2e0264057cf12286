namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>An alert that another system raises, or ends.</summary>
/// <param name="Name">What it calls itself.</param>
/// <param name="Labels">What it says of itself, by name.</param>
/// <param name="Hosts">Hosts that it names beside its labels.</param>
public sealed record IncomingAlert(string Name, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<string> Hosts);
