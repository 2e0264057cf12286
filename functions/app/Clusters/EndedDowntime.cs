namespace Ham4Db.Functions.Clusters;

/// <summary>What became of the wish to end a downtime.</summary>
public enum EndedDowntime
{
    /// <summary>There was none.</summary>
    None,

    /// <summary>It was ended.</summary>
    Ended,

    /// <summary>Another runs, or none any more, than the one that was meant.</summary>
    Changed,
}
