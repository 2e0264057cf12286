namespace Ham4Db.Topologies;

/// <summary>How the writer behaves.</summary>
public sealed record WriterOptions
{
    /// <summary>Pause between an acknowledgement and the next insert.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Pause after an error, before the primary is asked for again.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Gives up connecting after this time.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gives up waiting for an acknowledgement after this time, and takes a new connection.</summary>
    public TimeSpan WriteTimeout { get; init; } = TimeSpan.FromMilliseconds(1000);
}
