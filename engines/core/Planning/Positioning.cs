namespace Ham4Db.Core.Planning;

/// <summary>How a replica is given its place in the log of its new source.</summary>
public enum Positioning
{
    /// <summary>It finds it itself, by its GTIDs.</summary>
    Gtid,

    /// <summary>Both have executed the same part of the same source's log, so that the place is where the new source stands then.</summary>
    SamePlace,

    /// <summary>By a Pseudo-GTID entry that both logs hold, and the events after it.</summary>
    PseudoGtid,
}
