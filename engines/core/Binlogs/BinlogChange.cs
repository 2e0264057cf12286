namespace Ham4Db.Core.Binlogs;

/// <summary>One change of a transaction, as far as a binary log tells it without its rows. Untrusted text.</summary>
/// <param name="Kind">What is done: insert, update, delete, or statement.</param>
/// <param name="Table"><c>schema.table</c>; empty for a statement.</param>
/// <param name="Statement">The statement's text where the log has it, cut after 1,000 characters; empty where it has only rows.</param>
/// <param name="Events">Row events; each holds one row or many.</param>
public sealed record BinlogChange(string Kind, string Table, string Statement, int Events);
