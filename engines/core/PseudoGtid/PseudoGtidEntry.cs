namespace Ham4Db.Core.PseudoGtid;

/// <summary>A Pseudo-GTID entry in a log.</summary>
/// <param name="Text">What it says, the same in every server's log.</param>
/// <param name="Event">The event.</param>
public sealed record PseudoGtidEntry(string Text, LogEvent Event);
