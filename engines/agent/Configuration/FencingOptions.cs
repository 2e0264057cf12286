namespace Ham4Db.OpenGaussAgent.Configuration;

/// <summary>
/// Self-fencing: a primary whose agent has lost every manager and sees no synchronous standby stops accepting writes.
/// It prevents two primaries if <c>After + 2 Interval + StopTimeout</c> is shorter than the time that the manager waits
/// before it promotes a standby without having reached the old primary.
/// </summary>
internal sealed record FencingOptions
{
    public bool Enabled { get; init; }

    /// <summary>How long both must be lost.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often it is looked, and how long a look may take.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>An immediate stop is done within this time.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The manager's setting: how long it waits before it promotes without having reached the old primary.</summary>
    public TimeSpan ServerPromotesAfter { get; init; }

    /// <summary>The longest time from the loss until no write is accepted.</summary>
    public TimeSpan Longest => After + (Interval * 2) + StopTimeout;
}
