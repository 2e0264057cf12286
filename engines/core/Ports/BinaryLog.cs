namespace Ham4Db.Core.Ports;

/// <summary>One binary log file of a server.</summary>
/// <param name="File">Its name.</param>
/// <param name="SizeBytes">Its size, in bytes.</param>
public sealed record BinaryLog(string File, long SizeBytes);
