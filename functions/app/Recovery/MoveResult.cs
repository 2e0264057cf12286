namespace Ham4Db.Functions.Recovery;

/// <summary>How the move of a replica went.</summary>
/// <param name="Problem">What went wrong, as a sentence; empty for nothing.</param>
/// <param name="IsLost">The replica does not follow its new source, and will not by itself.</param>
public sealed record MoveResult(string Problem, bool IsLost)
{
    /// <summary>It replicates from its new source.</summary>
    public static MoveResult Moved { get; } = new("", IsLost: false);
}
