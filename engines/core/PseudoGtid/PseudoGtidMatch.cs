using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>Where a replica goes on in the binary log of another source, or why that cannot be told.</summary>
public sealed record PseudoGtidMatch
{
    /// <summary>How it ended.</summary>
    public required MatchOutcome Outcome { get; init; }

    /// <summary>What the replica needs next begins here in the source's binary log; none unless matched.</summary>
    public BinlogCoordinates Position { get; init; } = BinlogCoordinates.None;

    /// <summary>The common Pseudo-GTID entry, or the replica's newest; empty when there is none.</summary>
    public string Entry { get; init; } = "";

    /// <summary>How many events after the entry were found in both logs.</summary>
    public long SharedEvents { get; init; }

    /// <summary>One sentence: what was found, or what is missing.</summary>
    public required string Description { get; init; }

    /// <summary>Whether the position was found.</summary>
    public bool IsMatched => Outcome == MatchOutcome.Matched;
}
