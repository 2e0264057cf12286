namespace Ham4Db.Functions.Operations;

/// <summary>The entity's answer to <see cref="OpenOperation"/>.</summary>
/// <param name="IsAccepted">The operation may go on.</param>
/// <param name="Epoch">Its fencing token.</param>
/// <param name="Reason">Why it may not, and what would help.</param>
public sealed record OpenOperationResult(bool IsAccepted, long Epoch, string Reason)
{
    /// <summary>Webhooks are to be asked before anything is changed.</summary>
    public bool AsksFirst { get; init; }
}
