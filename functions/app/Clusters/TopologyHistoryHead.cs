namespace Ham4Db.Functions.Clusters;

/// <summary>How far the history of a cluster goes.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="FirstAt">Its first moment that is kept (UTC).</param>
/// <param name="LastAt">Its last (UTC).</param>
/// <param name="SnapshotAt">Its last snapshot (UTC).</param>
/// <param name="ChangesSince">Changes after that snapshot.</param>
public sealed record TopologyHistoryHead(
    string ClusterId, DateTimeOffset FirstAt, DateTimeOffset LastAt, DateTimeOffset SnapshotAt, int ChangesSince);
