namespace Ham4Db.Functions.Clusters;

/// <summary>A moment in the history of a cluster: what changed, or everything as it stood.</summary>
/// <param name="At">When (UTC).</param>
/// <param name="IsSnapshot">Everything, so that what was before need not be read; otherwise only what changed.</param>
/// <param name="Part">Number of this row among those of the moment, from 0: a large cluster needs several.</param>
/// <param name="Parts">How many rows the moment has.</param>
/// <param name="Instances">Instances as they were from then on.</param>
/// <param name="Removed">Instances that did not belong to the cluster any more.</param>
public sealed record TopologyChange(
    DateTimeOffset At, bool IsSnapshot, int Part, int Parts, IReadOnlyList<HistoricInstance> Instances, IReadOnlyList<InstanceKey> Removed);
