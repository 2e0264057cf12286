namespace Ham4Db.Cli.Client;

/// <summary>Names of the cluster in which something was found.</summary>
internal sealed record DetectedClusterModel(string ClusterName, string ClusterAlias);
