namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>Options of a signal to an entity.</summary>
public record SignalEntityOptions
{
    /// <summary>When the signal is delivered; null means at once.</summary>
    public DateTimeOffset? SignalTime { get; init; }

    /// <summary>A signal delivered at the given time.</summary>
    /// <param name="value">The time.</param>
    public static implicit operator SignalEntityOptions(DateTimeOffset value) => new() { SignalTime = value };
}
