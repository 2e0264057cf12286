using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Determinism;

/// <summary>An orchestrator that runs the steps it is given.</summary>
public static class Interpreter
{
    private static readonly EntityInstanceId Shared = new("Sum", "shared");

    [Function(nameof(Run))]
    public static async Task<int> Run([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var total = 0;
        foreach (var step in context.GetInput<Step[]>()!)
        {
            total += await RunAsync(context, step);
            context.SetCustomStatus($"{total} {context.NewGuid()} {context.CurrentUtcDateTime:O}");
        }

        return total;
    }

    [Function(nameof(Echo))]
    public static int Echo([ActivityTrigger] int number) => number;

    [Function(nameof(Fail))]
    public static int Fail([ActivityTrigger] int number) => throw new InvalidOperationException($"{number}");

    [Function("Sum")]
    public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<SumEntity>();

    private static async Task<int> RunAsync(TaskOrchestrationContext context, Step step)
    {
        switch (step.Kind)
        {
            case StepKind.Activity:
                return await context.CallActivityAsync<int>(nameof(Echo), step.Number);
            case StepKind.FailingActivity:
                return await CaughtAsync(context.CallActivityAsync<int>(nameof(Fail), step.Number));
            case StepKind.RetriedActivity:
                var policy = TaskOptions.FromRetryPolicy(new(1 + (step.Number % 3), TimeSpan.FromMilliseconds(1)));
                return await CaughtAsync(context.CallActivityAsync<int>(nameof(Fail), step.Number, policy));
            case StepKind.Timer:
                await context.CreateTimer(TimeSpan.FromMilliseconds(step.Number % 5), CancellationToken.None);
                return step.Number;
            case StepKind.CancelledTimer:
                using (var stop = new CancellationTokenSource())
                {
                    var timer = context.CreateTimer(TimeSpan.FromMilliseconds(step.Number % 5), stop.Token);
                    await context.CallActivityAsync<int>(nameof(Echo), step.Number);
                    stop.Cancel();
                    return timer.IsCanceled ? 1 : 2;
                }

            case StepKind.Entity:
                await context.Entities.CallEntityAsync<int>(Shared, "Add", step.Number);
                return step.Number;
            case StepKind.FailingEntity:
                return await CaughtAsync(context.Entities.CallEntityAsync<int>(Shared, "Fail", step.Number));
            case StepKind.Signal:
                await context.Entities.SignalEntityAsync(Shared, "Add", step.Number);
                return step.Number;
            case StepKind.Locked:
                // A rule of critical sections: nothing but calls of the locked entities and activities inside.
                if (context.Entities.InCriticalSection())
                    return 0;
                await using (await context.Entities.LockEntitiesAsync(Shared, new EntityInstanceId("Sum", $"{step.Number % 2}")))
                {
                    await context.Entities.CallEntityAsync<int>(Shared, "Add", step.Number);
                    return await context.CallActivityAsync<int>(nameof(Echo), step.Number);
                }

            case StepKind.SendAndReceive:
                context.SendEvent(context.InstanceId, $"self-{step.Number}", step.Number);
                return await context.WaitForExternalEvent<int>($"self-{step.Number}");
            case StepKind.EventTimeout:
                return await CaughtAsync(context.WaitForExternalEvent<int>("never", TimeSpan.FromMilliseconds(step.Number % 5)));
            case StepKind.Child:
                return await context.CallSubOrchestratorAsync<int>(nameof(Run), step.Steps);
            case StepKind.Parallel:
                return (await Task.WhenAll(step.Steps.Select(inner => RunAsync(context, inner)))).Sum();
            default:
                var tasks = step.Steps.Select(inner => RunAsync(context, inner)).ToArray();
                return tasks.Length == 0 ? 0 : await await Task.WhenAny(tasks);
        }
    }

    private static async Task<int> CaughtAsync(Task<int> task)
    {
        try
        {
            return await task;
        }
        catch (Exception e) when (e is TaskFailedException or EntityOperationFailedException or TaskCanceledException)
        {
            return -1;
        }
    }

    public sealed class SumEntity : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;

        public int Fail(int amount) => throw new InvalidOperationException($"{amount}");
    }
}
