namespace Ham4Db.Functions.Alerts.Events;

/// <summary>Something that happened, or is about to.</summary>
/// <param name="Id">Its id: the same however often it is told.</param>
/// <param name="Point">One of <see cref="HookPoint"/>.</param>
/// <param name="At">When (UTC).</param>
/// <param name="Fields">What is told of it.</param>
public sealed record HookEvent(string Id, string Point, DateTimeOffset At, HookFields Fields)
{
    /// <summary>Address of the instance that it is about; empty for none.</summary>
    public string Subject => Address(Fields.FailedHost, Fields.FailedPort);

    /// <summary>Address of the instance that took over, or is to; empty for none.</summary>
    public string Successor => Address(Fields.SuccessorHost ?? "", Fields.SuccessorPort ?? 0);

    /// <summary>Alias of the cluster, or what it is called where it has none.</summary>
    public string ClusterTitle => Fields switch
    {
        { FailureClusterAlias.Length: > 0 } => Fields.FailureClusterAlias,
        { FailureCluster.Length: > 0 } => Fields.FailureCluster,
        _ => Fields.ClusterId,
    };

    private static string Address(string host, int port) => host.Length == 0 ? "" : new InstanceKey(DatabaseEngine.MySql, host, port).ToString();
}
