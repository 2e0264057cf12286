namespace Ham4Db.Functions.Recovery;

/// <summary>How the steps of a recovery went in which the primary stays.</summary>
/// <param name="IsDone">It did what it was for.</param>
/// <param name="Lost">Replicas that were to move and did not.</param>
/// <param name="Errors">What went wrong, a sentence each.</param>
public sealed record RepairResult(bool IsDone, IReadOnlyList<InstanceKey> Lost, IReadOnlyList<string> Errors)
{
    /// <summary>One of two primaries is stopped, or may be a moment later: it stays demoted.</summary>
    public bool MayHaveStopped { get; init; }
}
