using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Points the replicas of a plan at the new primary, those of a stage in parallel.</summary>
public sealed class RepointReplicas(ReplicaMover mover, LostReplicaDetacher detacher)
{
    /// <summary>Runs the activity, and detaches those that are left behind. Run twice, it points them there again.</summary>
    [Function(nameof(RepointReplicas))]
    public async Task<RepointResult> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var result = await RepointAsync(input.Ticket, input.Plan!, context.CancellationToken);
        return result with { Errors = [.. result.Errors, .. await detacher.DetachAsync(input, result.Lost, context.CancellationToken)] };
    }

    /// <summary>Points the replicas of a plan at their new sources.</summary>
    public async Task<RepointResult> RepointAsync(RecoveryTicket ticket, RecoveryPlan plan, CancellationToken cancellationToken)
    {
        List<(InstanceKey Replica, MoveResult Result)> moved = [];
        foreach (var stage in plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint).GroupBy(s => s.Stage).OrderBy(g => g.Key))
            moved.AddRange(await Task.WhenAll(stage.Select(async step => (step.Target, await mover.MoveAsync(ticket, step, mayMove: null, cancellationToken)))));
        return new RepointResult([.. moved.Where(m => m.Result.IsLost).Select(m => m.Replica)], [.. moved.Select(m => m.Result.Problem).Where(p => p.Length > 0)]);
    }
}
