namespace Ham4Db.Functions.Publishing;

/// <summary>Something outside could not be read or written. The message holds no secrets.</summary>
internal sealed class PublishException(string message, Exception? inner = null) : Exception(message, inner);
