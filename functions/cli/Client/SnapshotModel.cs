namespace Ham4Db.Cli.Client;

/// <summary>What an instance's last good probe saw; only what is shown.</summary>
internal sealed record SnapshotModel
{
    public string Flavor { get; init; } = "";

    public string Version { get; init; } = "";

    public bool IsReadOnly { get; init; }

    public string ExecutedGtidSet { get; init; } = "";

    public string InstanceAlias { get; init; } = "";

    public string ClusterAlias { get; init; } = "";

    public long? LagSeconds { get; init; }

    public ReplicationModel? Replication { get; init; }

    public SemiSyncModel SemiSync { get; init; } = new(SourceEnabled: false, SourceActive: false);
}
