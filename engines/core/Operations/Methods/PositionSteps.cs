using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>Steps that work with positions in binary logs. The positions themselves are known only once everybody concerned stands still.</summary>
static class PositionSteps
{
    /// <summary>A replica that positions itself by GTID keeps that: why it is not moved by position, or null.</summary>
    public static string? WhyNotByPosition(ClusterMember replica) => replica.Snapshot.Replication is { UsesGtid: true }
        ? $"{replica.Key} positions itself by GTID, which a move by position would end."
        : null;

    /// <summary>Stops a replica, so that its position is final.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="member">The replica.</param>
    /// <param name="branch">On whose behalf; null when all depend on it.</param>
    /// <param name="source">The source that it is pointed at later; null when it stays.</param>
    public static OperationStep Stop(int stage, ClusterMember member, InstanceKey? branch, InstanceKey? source = null) =>
        new(stage, StepAction.Stop, member.Key, $"Stop replication on {member.Key}, so that its position is final.")
        {
            Branch = branch,
            From = member.Snapshot.Replication?.Source,
            Source = source,
        };

    /// <summary>Starts a replica again, whatever became of the steps before.</summary>
    public static OperationStep Start(int stage, ClusterMember member, InstanceKey? branch) =>
        new(stage, StepAction.Start, member.Key, $"Start replication on {member.Key}.") { Branch = branch, IsCleanUp = true };

    /// <summary>Lets a replica apply everything that its source, which stands still, has logged.</summary>
    public static OperationStep ApplyToSource(int stage, ClusterMember replica, ClusterMember source, ClusterMember target) =>
        new(stage, StepAction.ApplyToSource, replica.Key, $"Let {replica.Key} apply everything that {source.Key} has logged, and no more.")
        {
            Branch = replica.Key,
            From = replica.Snapshot.Replication!.Source,
            Source = target.Key,
            Others = [source.Key],
        };

    /// <summary>Points a replica that has everything of its source at the source's own source, where the source stands.</summary>
    public static OperationStep RepointUp(int stage, ClusterMember replica, ClusterMember source, ClusterMember target) =>
        new(stage, StepAction.RepointUp, replica.Key, $"Point {replica.Key} at {target.Key}, at the position up to which {source.Key} has applied it.")
        {
            Branch = replica.Key,
            From = replica.Snapshot.Replication!.Source,
            Source = target.Key,
            Others = [source.Key],
        };

    /// <summary>Points a replica at another that stands at the same place of the same source, at that one's own position.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="replica">The replica.</param>
    /// <param name="from">The source that it has by then.</param>
    /// <param name="sibling">The other one.</param>
    public static OperationStep RepointToSibling(int stage, ClusterMember replica, InstanceKey from, ClusterMember sibling) =>
        new(stage, StepAction.RepointToSibling, replica.Key, $"Point {replica.Key} at {sibling.Key}, at the position at which {sibling.Key} stands itself.")
        {
            Branch = replica.Key,
            From = from,
            Source = sibling.Key,
            Others = [sibling.Key],
        };
}
