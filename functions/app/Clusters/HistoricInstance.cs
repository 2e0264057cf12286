namespace Ham4Db.Functions.Clusters;

/// <summary>An instance as the history of its cluster keeps it: where it stood, and no figure that changes all the time.</summary>
/// <param name="Key">Address.</param>
/// <param name="Role">What it was in its cluster.</param>
/// <param name="Source">The address that it replicated from; null for none.</param>
/// <param name="IsAnswering">Its latest probe succeeded; what else is told is from the last that did.</param>
/// <param name="IsReplicating">Both of its replication threads ran.</param>
/// <param name="IsReadOnly">It took no writes.</param>
/// <param name="IsDemoted">A failover had taken its role away.</param>
/// <param name="Alias">Alias; may be empty.</param>
/// <param name="Version">Version of its server.</param>
/// <param name="DataCenter">Data centre; may be empty.</param>
public sealed record HistoricInstance(
    InstanceKey Key,
    InstanceRole Role,
    InstanceKey? Source,
    bool IsAnswering,
    bool IsReplicating,
    bool IsReadOnly,
    bool IsDemoted,
    string Alias,
    string Version,
    string DataCenter)
{
    /// <summary>The instances of a topology.</summary>
    public static IEnumerable<HistoricInstance> Of(ClusterTopology topology) => topology.Members.Values.Select(member => new HistoricInstance(
        member.Key,
        InstanceRoles.Of(topology, member.Key),
        member.Snapshot.IsReplica ? member.Snapshot.Replication!.Source : null,
        member.IsLastCheckValid,
        member.Snapshot.Replication is { IsRunning: true },
        member.Snapshot.IsReadOnly,
        member.IsDemoted,
        member.Snapshot.InstanceAlias,
        member.Snapshot.Version,
        member.Snapshot.DataCenter));
}
