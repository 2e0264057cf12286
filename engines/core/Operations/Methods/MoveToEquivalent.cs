using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>It is known from an earlier move which position of the target is the same place as the replica's position in the log of its source.</summary>
sealed class MoveToEquivalent : IMoveMethod
{
    public string Name => "by a position that is known to be the same";

    public IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        if (replica.Snapshot.Replication is not { UsesGtid: false } status || context.Topology.SourceOf(replica.Key) is not { } source)
            yield return $"{replica.Key} does not replicate by position from a known source.";
        else if (status.IsRunning && status.Read != status.Executed)
            yield return $"{replica.Key} is still applying: its position changes.";
        else if (Find(context, replica, source, target) is null)
            yield return $"No position of {target.Key} is known to be the same place as {status.Executed} of {source.Key}.";
    }

    public void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        var stage = draft.NextStage;
        foreach (var replica in replicas)
        {
            var source = context.Topology.SourceOf(replica.Key)!;
            var executed = replica.Snapshot.Replication!.Executed;
            var position = Find(context, replica, source, target)!.Value;
            draft.Add(
                PositionSteps.Stop(stage, replica, replica.Key, target.Key),
                new OperationStep(
                    stage + 1, StepAction.RepointToEquivalent, replica.Key, $"Point {replica.Key} at {target.Key} at {position}, the same place as {executed} of {source.Key}.")
                {
                    Branch = replica.Key,
                    From = replica.Snapshot.Replication.Source,
                    Source = target.Key,
                    At = executed,
                    Position = position,
                },
                PositionSteps.Start(stage + 2, replica, replica.Key));
        }
    }

    // The source is known under the address that the replica has configured, or under the one that we know it by.
    static BinlogCoordinates? Find(OperationContext context, ClusterMember replica, ClusterMember source, ClusterMember target)
    {
        var status = replica.Snapshot.Replication!;
        return context.Policy.Equivalences
            .Select(e => e.Translate(source.Key, status.Executed, target.Key) ?? e.Translate(status.Source, status.Executed, target.Key))
            .FirstOrDefault(found => found is not null);
    }
}
