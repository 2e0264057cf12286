using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Operations;

/// <summary>Executes the plan of an operation, stage by stage.</summary>
public sealed class ExecuteOperation(OperationPlanning planning, StepExecutor executor, FleetStore store, Ham4DbOptions options)
{
    /// <summary>Runs the activity. Run twice, each step finds what is done already and does the rest.</summary>
    [Function(nameof(ExecuteOperation))]
    public async Task<ExecutionResult> RunAsync([ActivityTrigger] OperationStepInput input, FunctionContext context)
    {
        var (plan, cancellationToken) = (input.Plan!, context.CancellationToken);
        var begun = (await store.GetStepsAsync(input.Ticket.Uid, cancellationToken)).Where(s => s.Target is not null).Select(s => s.Target!.Value).ToHashSet();
        // Once something has begun the cluster looks different, and each step looks at its own instance.
        if (begun.Count == 0 && await WhyNotAsync(plan, cancellationToken) is { } reason) return new ExecutionResult(OperationStatus.Refused, [], [reason]);

        await store.ChangeAcceptedAsync(input.Ticket.Uid, accepted => accepted with { PlannedSteps = plan.Steps.Count }, cancellationToken);
        var run = new PlanRun(input.Ticket, plan, executor, options.MaxConcurrentReplicaOperations, begun);
        return await run.RunAsync(cancellationToken);
    }

    // It was planned a moment ago, unless the process died in between.
    private async Task<string?> WhyNotAsync(OperationPlan plan, CancellationToken cancellationToken)
    {
        var now = await planning.PlanAsync(plan.Request, cancellationToken);
        if (!now.IsExecutable) return $"The cluster has changed since this was planned. {string.Join(' ', now.Refusals)} Nothing was changed.";
        return now.Steps.Select(Essence).SequenceEqual(plan.Steps.Select(Essence))
            ? null
            : "The cluster has changed since this was planned, and other steps would be needed now. Nothing was changed: ask again.";

        static (int, string, InstanceKey, InstanceKey?, InstanceKey?, string) Essence(OperationStep s) => (s.Stage, s.Action, s.Target, s.From, s.Source, s.Value);
    }
}
