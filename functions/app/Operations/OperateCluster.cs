using Ham4Db.Core.Operations;
using Ham4Db.Functions.Alerts;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations;

/// <summary>Runs one operation on a cluster's topology. Its instance id is that of the cluster, so that it runs once at a time.</summary>
public static class OperateCluster
{
    private static readonly RetryPolicy Retry = new(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2);

    /// <summary>Instance id of the operation of a cluster.</summary>
    public static string InstanceId(string clusterId) => "operate:" + clusterId;

    /// <summary>Opens the operation, plans, executes the plan, closes the operation.</summary>
    [Function(nameof(OperateCluster))]
    public static async Task<OperationOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var order = context.GetInput<OperationOrder>()!;
        var cluster = new ClusterCalls(context, order.Request.ClusterId);
        var open = new OpenOperation(order, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
        var opened = await cluster.CallAsync<OpenOperationResult>(nameof(ClusterEntity.OpenOperation), open);
        if (!opened.IsAccepted) return new OperationOutcome { Errors = [opened.Reason], IsConflict = true };

        var input = new OperationStepInput(new RecoveryTicket(order.Request.ClusterId, order.Uid, opened.Epoch), order);
        var outcome = await OperateAsync(context, input, opened.AsksFirst);
        await cluster.CallAsync(nameof(ClusterEntity.CloseOperation), outcome);
        return outcome;
    }

    private static async Task<OperationOutcome> OperateAsync(TaskOrchestrationContext context, OperationStepInput input, bool asksFirst)
    {
        var outcome = new OperationOutcome { Uid = input.Ticket.Uid };
        var (plan, problem) = await TryAsync<OperationPlan>(context, nameof(PrepareOperation), input);
        if (plan is null) return outcome with { Status = OperationStatus.Failed, Errors = [problem!] };
        outcome = outcome with { Plan = plan };
        if (!plan.IsExecutable) return outcome with { Errors = plan.Refusals };

        if (asksFirst)
        {
            var (answer, trouble) = await TryAsync<HookVerdict>(context, nameof(AskBeforeOperation), input with { Plan = plan });
            if ((answer is null ? trouble : answer.Refusal) is { } refusal) return outcome with { Errors = [refusal] };
        }

        var (result, failure) = await TryAsync<ExecutionResult>(context, nameof(ExecuteOperation), input with { Plan = plan });
        return result is null
            ? outcome with { Status = OperationStatus.Failed, Errors = [failure!] }
            : outcome with { Status = result.Status, Done = result.Done, Errors = result.Errors };
    }

    // Activities say what they expect as a result; what they throw is trouble of the moment, such as a store that cannot be reached.
    private static async Task<(T? Result, string? Problem)> TryAsync<T>(TaskOrchestrationContext context, string activity, OperationStepInput input)
        where T : class
    {
        try
        {
            return (await context.CallActivityAsync<T>(activity, input, TaskOptions.FromRetryPolicy(Retry)), null);
        }
        catch (TaskFailedException exception)
        {
            return (null, exception.FailureDetails.ErrorMessage);
        }
    }
}
