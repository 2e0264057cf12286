namespace Ham4Db.Functions.Recovery;

/// <summary>How a promotion went.</summary>
/// <param name="Error">Why the candidate was not promoted; empty when it was.</param>
/// <param name="MayTryAnother">The recovery is still in charge, so that another candidate may be tried.</param>
/// <param name="MayBeWritable">Though it failed, the candidate may accept writes.</param>
public sealed record PromotionResult(string Error, bool MayTryAnother, bool MayBeWritable = false)
{
    /// <summary>The candidate is the primary.</summary>
    public static PromotionResult Promoted { get; } = new("", MayTryAnother: false);

    /// <summary>How the replicas fared that moved meanwhile; null when they have not moved yet.</summary>
    public RepointResult? Repointed { get; init; }
}
