using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>One event of a binary or relay log, as the server shows it. The text is the server's and untrusted.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="EndPosition">
/// Where the next one begins, in bytes; in a relay log this counts in the source's binary log and says nothing of the relay log.
/// </param>
/// <param name="Type">Type, such as <c>Query</c> or <c>Write_rows</c>.</param>
/// <param name="Info">What it says.</param>
public sealed record LogEvent(BinlogCoordinates At, long EndPosition, string Type, string Info);
