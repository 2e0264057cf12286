namespace Ham4Db.Core.Ports;

/// <summary>A server refused an operation; the message says which and why, without credentials.</summary>
public sealed class InstanceOperationException(string message, Exception? innerException = null) : Exception(message, innerException);
