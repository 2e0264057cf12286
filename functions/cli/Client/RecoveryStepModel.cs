namespace Ham4Db.Cli.Client;

/// <summary>A step of a recovery.</summary>
internal sealed record RecoveryStepModel
{
    public required string Step { get; init; }

    public InstanceAddress? Target { get; init; }

    public string Message { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public double OffsetMilliseconds { get; init; }

    public double? DurationMilliseconds { get; init; }

    public string Error { get; init; } = "";
}
