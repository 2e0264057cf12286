namespace Ham4Db.Core.Binlogs;

/// <summary>A transaction in a binary log. SHOW BINLOG EVENTS tells no times, so that this has none.</summary>
/// <param name="Gtid">Its GTID.</param>
/// <param name="File">The log file.</param>
/// <param name="Position">Where it begins, in bytes.</param>
/// <param name="Changes">What it changes, in order.</param>
public sealed record BinlogTransaction(string Gtid, string File, long Position, IReadOnlyList<BinlogChange> Changes);
