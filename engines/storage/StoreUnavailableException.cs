namespace Ham4Db.Storage;

/// <summary>
/// The back end cannot be reached, read or written: a folder without write permission, a damaged file, a full disk, a refused
/// connection or credential. The message says which and what to do, and holds no secret.
/// </summary>
/// <param name="message">What is wrong, in words for the person who runs the service.</param>
/// <param name="innerException">The error underneath.</param>
public sealed class StoreUnavailableException(string message, Exception? innerException = null)
    : Exception(message, innerException);
