namespace Ham4Db.Functions.Api.V2;

/// <summary>A downtime that runs.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Owner">Who asked for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="BeginsAt">Start (UTC).</param>
/// <param name="EndsAt">End (UTC).</param>
/// <param name="RemainingSeconds">Until its end.</param>
internal sealed record DowntimeView(
    InstanceKey Instance, string Owner, string Reason, DateTimeOffset BeginsAt, DateTimeOffset EndsAt, long RemainingSeconds)
{
    public static DowntimeView Of(InstanceKey key, Downtime downtime, DateTimeOffset now) => new(
        key, downtime.Owner, downtime.Reason, downtime.BeginsAt, downtime.EndsAt, (long)Math.Ceiling((downtime.EndsAt - now).TotalSeconds));
}
