namespace Ham4Db.Functions.Clusters;

/// <summary>A time in which somebody works on an instance, so that it is left out of the analysis.</summary>
/// <param name="Id">Number that clients end it by.</param>
/// <param name="ClusterId">The instance's cluster.</param>
/// <param name="Key">The instance.</param>
/// <param name="Owner">Who works on it.</param>
/// <param name="Reason">Why.</param>
/// <param name="BeginsAt">Start (UTC).</param>
/// <param name="EndsAt">When it ends by itself (UTC).</param>
public sealed record MaintenanceRecord(
    long Id, string ClusterId, InstanceKey Key, string Owner, string Reason, DateTimeOffset BeginsAt, DateTimeOffset EndsAt)
{
    /// <summary>Whether it runs at this time.</summary>
    public bool IsActive(DateTimeOffset now) => EndsAt > now;
}
