namespace Ham4Db.Cli.Client;

/// <summary>An operation; only what is shown.</summary>
internal sealed record OperationModel
{
    public required string Uid { get; init; }

    public required OperationRequestModel Request { get; init; }

    public string ClusterName { get; init; } = "";

    public string Actor { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public string Status { get; init; } = "";

    public OperationPlanModel? Plan { get; init; }

    public IReadOnlyList<InstanceAddress> Done { get; init; } = [];

    public IReadOnlyList<string> Errors { get; init; } = [];
}
