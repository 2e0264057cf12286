namespace Ham4Db.Topologies;

/// <summary>One row that a server confirmed to be stored.</summary>
/// <param name="Id">The row's id; ids rise by one per attempt, acknowledged or not.</param>
/// <param name="SentAt">When the insert was sent, by <see cref="RunClock"/>.</param>
/// <param name="AcknowledgedAt">When the answer came.</param>
/// <param name="Host">The server that answered.</param>
/// <param name="Port">Its port.</param>
/// <param name="Late">The writer had given up waiting and gone on by then; counts for losses, not for the outage.</param>
public sealed record AcknowledgedWrite(long Id, TimeSpan SentAt, TimeSpan AcknowledgedAt, string Host, int Port, bool Late);
