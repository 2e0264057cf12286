namespace Ham4Db.Cli.Client;

/// <summary>A recovery; only what is shown.</summary>
internal sealed record RecoveryModel
{
    public required string Uid { get; init; }

    public string ClusterName { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Code { get; init; } = "";

    public required InstanceAddress Failed { get; init; }

    public InstanceAddress? Successor { get; init; }

    public string Actor { get; init; } = "";

    public DateTimeOffset? NoticedAt { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string Status { get; init; } = "";

    public IReadOnlyList<InstanceAddress> LostReplicas { get; init; } = [];

    public IReadOnlyList<string> Errors { get; init; } = [];

    public AcknowledgementModel? Acknowledgement { get; init; }
}
