namespace Ham4Db.Topologies;

/// <summary>The longest time without an acknowledged write.</summary>
/// <param name="Before">The last write before it.</param>
/// <param name="After">The first write after it.</param>
public sealed record WriteOutage(AcknowledgedWrite Before, AcknowledgedWrite After)
{
    public TimeSpan Duration => After.AcknowledgedAt - Before.AcknowledgedAt;
}
