using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>
/// <c>regroup-replicas-bls</c>: moves the binary log servers among an instance's replicas below the one of them that has received most. All relay the same files
/// under the same names, so that each goes on with the position that it has.
/// </summary>
sealed class RegroupBinlogServersRule : IOperationRule
{
    public string Kind => "regroup-replicas-bls";
    public string Summary => "Choose the most advanced of the binary log servers that replicate from an instance, dead or alive, and move the others below it.";
    public bool NeedsTarget => false;
    public IReadOnlyList<string> Aliases => ["regroup-slaves-bls"];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var replicas = context.Topology.ReplicasOf(context.Instance.Key);
        var servers = replicas.Where(r => r.Snapshot.IsBinlogServer).ToList();
        if (servers.Count == 0)
        {
            draft.Refuse($"None of the replicas of {context.Instance.Key} is a binary log server.");
            return;
        }

        var movable = servers.Where(s => !Preconditions.WhyNotMove(s).Any()).ToList();
        if (movable.OrderByDescending(s => s.Snapshot.Replication!.Executed).ThenBy(s => s.Key).FirstOrDefault() is not { } best)
        {
            draft.Refuse($"None of the binary log servers below {context.Instance.Key} can lead the others. {string.Join(' ', servers.SelectMany(Preconditions.WhyNotMove))}");
            return;
        }

        draft.Chosen = best.Key;
        foreach (var replica in replicas.Except(servers)) draft.LeaveOut(replica.Key, $"{replica.Key} is no binary log server: regroup-replicas moves it.");
        var stage = draft.NextStage;
        foreach (var server in servers.Where(s => s.Key != best.Key).OrderBy(s => s.Key))
        {
            var against = Preconditions.WhyNotMove(server).Append(Preconditions.WhyNotReplicate(context, server, best)).OfType<string>().ToList();
            if (against.Count > 0) draft.LeaveOut(server.Key, string.Join(' ', against));
            else draft.Add(MoveMethods.InPlace.Step(stage, server, best.Key));
        }
    }
}
