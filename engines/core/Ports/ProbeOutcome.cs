using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>How a full probe ended.</summary>
/// <param name="Snapshot">What was seen; null after a failure.</param>
/// <param name="Failure">Why there is no snapshot; null after a success.</param>
public sealed record ProbeOutcome(InstanceSnapshot? Snapshot, ProbeFailure? Failure)
{
    /// <summary>Whether there is a snapshot.</summary>
    public bool Succeeded => Snapshot is not null;
}
