namespace Ham4Db.Functions.Api.Snapshots;

/// <summary>What analysis and planning know of clusters at one moment, to be looked at elsewhere. There are no credentials in it.</summary>
internal sealed record FleetSnapshot
{
    /// <summary>What <see cref="Format"/> says.</summary>
    public const string FormatName = "ham4db-snapshot";

    /// <summary>The version that this program writes, and the only one that it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Says that it is a snapshot.</summary>
    public required string Format { get; init; }

    /// <summary>Version of the format. It changes when a reader of the one before would understand something wrongly.</summary>
    public required int Version { get; init; }

    /// <summary>When it was taken (UTC).</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Seconds between two probes of an instance.</summary>
    public required int InstancePollSeconds { get; init; }

    /// <summary>The clusters, by name.</summary>
    public required IReadOnlyList<ClusterSnapshot> Clusters { get; init; }
}
