namespace Ham4Db.Functions.Configuration;

/// <summary>A host may not be connected to; the message says which and why.</summary>
public sealed class HostNotAllowedException(string message) : Exception(message);
