namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>
    /// Write a Pseudo-GTID entry every 5 seconds on each writable primary whose cluster replicates without GTID; needs DROP on <c>_pseudo_gtid_</c>.
    /// The pattern, the hint and the query below are not needed then. Default false.
    /// </summary>
    public bool AutoPseudoGTID { get; init; }

    /// <summary>What the statements that somebody else writes as Pseudo-GTID entries match. Default none.</summary>
    public string PseudoGTIDPattern { get; init; } = "";

    /// <summary><see cref="PseudoGTIDPattern"/> is a text that the statements contain, and no regular expression. Default false.</summary>
    public bool PseudoGTIDPatternIsFixedSubstring { get; init; }

    /// <summary>Statements that contain this text sort by their text as they were written, which makes finding one quicker. Default none.</summary>
    public string PseudoGTIDMonotonicHint { get; init; } = "";

    /// <summary>Query on an instance that returns 1 where Pseudo-GTID entries are written. Default none: failovers do not count on them.</summary>
    public string DetectPseudoGTIDQuery { get; init; } = "";

    /// <summary>Events of a binary or relay log that are read at once. Default 10000.</summary>
    [OptionRule(Min = 10, Max = 1_000_000)]
    public int BinlogEventsChunkSize { get; init; } = 10_000;

    /// <summary>Events whose text contains one of these are left out when logs are compared. Default none.</summary>
    public IReadOnlyList<string> SkipBinlogEventsContaining { get; init; } = [];
}
