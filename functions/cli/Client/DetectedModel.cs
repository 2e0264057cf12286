namespace Ham4Db.Cli.Client;

/// <summary>What was found, and of which instance.</summary>
internal sealed record DetectedModel(InstanceAddress AnalyzedInstanceKey, string Analysis, string Description, int CountReplicas, DetectedClusterModel ClusterDetails);
