using System.Text.Json.Serialization;

namespace Ham4Db.Cli.Client;

/// <summary>An instance as <c>/api/v2</c> tells it; only what is shown.</summary>
internal sealed record InstanceModel
{
    public required InstanceAddress Key { get; init; }

    public required string ClusterId { get; init; }

    public string Role { get; init; } = "";

    /// <summary>The known instance that it replicates from.</summary>
    public InstanceAddress? Source { get; init; }

    public required FreshnessModel Freshness { get; init; }

    public string LastCheckError { get; init; } = "";

    public IReadOnlyList<string> Problems { get; init; } = [];

    public string PromotionRule { get; init; } = "";

    public DowntimeModel? Downtime { get; init; }

    /// <summary>The maintenance that it is under, in which nobody watches for its failure.</summary>
    public DowntimeModel? Maintenance { get; init; }

    public bool IsDemoted { get; init; }

    public string? ErrantGtidSet { get; init; }

    public required SnapshotModel Snapshot { get; init; }

    /// <summary>It answers, and both of its replication threads run.</summary>
    [JsonIgnore]
    public bool IsReplicating => Freshness.IsLastCheckValid && Snapshot.Replication is { Receiver: ReplicationModel.Running, Applier: ReplicationModel.Running };
}
