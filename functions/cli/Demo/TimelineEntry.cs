namespace Ham4Db.Cli.Demo;

/// <summary>Something that happened.</summary>
/// <param name="AtMilliseconds">When it happened or, with a duration, began: since the fault.</param>
/// <param name="TookMilliseconds">How long it took; null for a moment.</param>
/// <param name="Event">What, in a few words.</param>
/// <param name="Instance">To which instance; null for none.</param>
/// <param name="Text">More about it; may be empty.</param>
internal sealed record TimelineEntry(double AtMilliseconds, double? TookMilliseconds, string Event, string? Instance, string Text);
