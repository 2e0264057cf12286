using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Clusters;

/// <summary>One step of a recovery, for its timeline.</summary>
/// <param name="Uid">The recovery.</param>
/// <param name="Step">What was done, as one word with dashes.</param>
/// <param name="Target">On which instance; null when on none.</param>
/// <param name="Message">The step in words.</param>
/// <param name="StartedAt">Start (UTC).</param>
/// <param name="EndedAt">End (UTC); null while it runs, and after the process died in it until the recovery ends.</param>
/// <param name="Error">Why it failed; empty after a success.</param>
public sealed record RecoveryStepRecord(
    string Uid, string Step, InstanceKey? Target, string Message, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string Error)
{
    /// <summary>Error of a step in which the process died. Its recovery went on at the next start, with a step of its own where one was needed.</summary>
    public const string Interrupted = "The process ended during this step; the recovery went on when it was started again.";

    /// <summary>Begins the name of a step in which a webhook is told.</summary>
    public const string DeliveryPrefix = "tell-";

    /// <summary>It is the delivery of an event to a webhook.</summary>
    public bool IsDelivery => Step.StartsWith(DeliveryPrefix, StringComparison.Ordinal);

    /// <summary>Without GTIDs: where the old primary's log ends for the candidate, and where the candidate's own log stands then; null for other steps.</summary>
    public PositionEquivalence? Place { get; init; }
}
