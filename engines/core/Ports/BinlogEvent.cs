namespace Ham4Db.Core.Ports;

/// <summary>One event as a server describes it (SHOW BINLOG EVENTS). Untrusted text.</summary>
/// <param name="Position">Where it begins in its file, in bytes.</param>
/// <param name="Type">The server's word for it, such as <c>Query</c> or <c>Write_rows_v1</c>.</param>
/// <param name="ServerNumber">server_id of the server that it was first written on.</param>
/// <param name="EndPosition">Where the next one begins, in the numbering of the server that it was first written on.</param>
/// <param name="Info">What the server says of it.</param>
public sealed record BinlogEvent(long Position, string Type, long ServerNumber, long EndPosition, string Info);
