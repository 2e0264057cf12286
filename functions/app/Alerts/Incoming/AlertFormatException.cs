namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>A body is not what its sender should send; the message says what is wrong.</summary>
public sealed class AlertFormatException(string message) : Exception(message);
