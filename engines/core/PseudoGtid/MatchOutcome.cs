namespace Ham4Db.Core.PseudoGtid;

/// <summary>How matching two logs ended.</summary>
public enum MatchOutcome
{
    /// <summary>The position was found.</summary>
    Matched,

    /// <summary>The replica's log holds no Pseudo-GTID entry.</summary>
    NoEntry,

    /// <summary>The source's log does not hold the replica's newest entry: it was purged, was never there, or has not arrived yet.</summary>
    EntryNotFound,

    /// <summary>The source's log ends before the replica's: the source lacks events, or has not executed them yet.</summary>
    SourceIsBehind,

    /// <summary>After the common entry both logs differ: one of them has events that the other never had.</summary>
    Diverged,
}
