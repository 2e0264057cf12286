namespace Ham4Db.Core.Model;

/// <summary>A time in which trouble of an instance is expected, so that it is shown and never recovered automatically.</summary>
/// <param name="Owner">Who asked for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="BeginsAt">Start (UTC).</param>
/// <param name="EndsAt">End (UTC).</param>
public sealed record Downtime(string Owner, string Reason, DateTimeOffset BeginsAt, DateTimeOffset EndsAt)
{
    /// <summary>Reason that recoveries give to the instances that they leave behind.</summary>
    public const string LostInRecovery = "lost-in-recovery";
}
