using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Points the replicas of a plan at the new primary, in parallel.</summary>
public sealed class RepointReplicas(RecoveryGuard guard)
{
    /// <summary>Runs the activity. Run twice, it points them there again.</summary>
    [Function(nameof(RepointReplicas))]
    public Task<RepointResult> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context) =>
        RepointAsync(input.Ticket, input.Plan!, context.CancellationToken);

    /// <summary>Points the replicas of a plan at their new sources.</summary>
    public async Task<RepointResult> RepointAsync(RecoveryTicket ticket, RecoveryPlan plan, CancellationToken cancellationToken)
    {
        var steps = plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint).ToList();
        var problems = await Task.WhenAll(steps.Select(step => RepointAsync(ticket, step, cancellationToken)));
        var failed = steps.Zip(problems).Where(p => p.Second.Length > 0).ToList();
        return new RepointResult([.. failed.Select(f => f.First.Target)], [.. failed.Select(f => f.Second)]);
    }

    private async Task<string> RepointAsync(RecoveryTicket ticket, PlanStep step, CancellationToken cancellationToken)
    {
        try
        {
            await using var replica = await guard.OpenAsync(ticket, step.Target, cancellationToken);
            await replica.ChangeAsync(
                RecoveryTimeline.Repoint,
                step.Description,
                async session =>
                {
                    await session.StopReplicationAsync(cancellationToken);
                    await session.RepointAsync(step.Source!.Value, new RepointOptions(), cancellationToken);
                    await session.StartReplicationAsync(cancellationToken);
                },
                cancellationToken);
            return "";
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException or RecoverySupersededException)
        {
            return $"{step.Target} does not follow {step.Source}: {exception.Message}";
        }
    }
}
