namespace Ham4Db.Functions.Clusters;

/// <summary>How the rejoin of a demoted primary went.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Problem">Why it did not rejoin; empty when it did.</param>
/// <param name="ErrantGtidSet">Transactions that the new primary lacks; null when unknown.</param>
public sealed record RejoinReport(InstanceKey Key, string Problem, string? ErrantGtidSet)
{
    /// <summary>Without GTIDs, in words what the instance has in its binary log and the new primary lacks; empty for nothing.</summary>
    public string OwnLog { get; init; } = "";

    /// <summary>It was stopped to be set back.</summary>
    public bool IsBegun { get; init; }

    /// <summary>A person has to decide.</summary>
    public bool AwaitsDecision { get; init; }
}
