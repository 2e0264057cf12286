using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Persistence;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Activities;

/// <summary>Runs activities. The orchestration's next turn stores the result, so that a step costs one commit.</summary>
internal sealed class ActivityDispatcher(FunctionCatalog catalog, FunctionInvoker invoker, Action<OrchestrationMessage> answer, ILogger<ActivityDispatcher> logger, CancellationToken abandoned)
{
    public WorkPool Pool { get; } = new(128);

    public void Deliver(ActivityTask task) => Pool.Enqueue(() => RunAsync(task));

    private async Task RunAsync(ActivityTask task)
    {
        OrchestrationEvent result;
        try
        {
            var function = catalog.Activities.GetValueOrDefault(task.Name)
                ?? throw new InvalidOperationException($"There is no activity named '{task.Name}'.");
            var output = await invoker.InvokeAsync(function, _ => DurableJson.Deserialize(task.Input, function.TriggerType), abandoned);
            result = new OrchestrationEvent.Succeeded(task.Seq, DurableJson.Serialize(output));
        }
        catch (Exception) when (abandoned.IsCancellationRequested)
        {
            // Nobody waits for it any more: it runs again at the next start.
            return;
        }
        catch (Exception e)
        {
            RuntimeLog.ActivityFailed(logger, task.Name, task.InstanceId, e);
            result = new OrchestrationEvent.Failed(task.Seq, TaskFailureDetails.FromException(e));
        }

        answer(new(task.InstanceId, task.ExecutionId, result)
        {
            Settle = sql => sql.Execute("DELETE FROM activities WHERE id = $0", task.Id),
        });
    }
}
