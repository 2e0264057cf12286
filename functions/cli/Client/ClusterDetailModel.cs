namespace Ham4Db.Cli.Client;

/// <summary>A cluster with its instances and the decisions about it.</summary>
internal sealed record ClusterDetailModel(ClusterModel Cluster, IReadOnlyList<InstanceModel> Members, ClusterStateModel State);
