namespace Ham4Db.Functions.Api.Snapshots;

/// <summary>A text is no snapshot that this program can read. The message says why, after the name of what was read.</summary>
internal sealed class SnapshotException(string message, Exception? innerException = null) : Exception(message, innerException);
