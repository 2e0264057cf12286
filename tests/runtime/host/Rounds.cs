using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.CrashHost;

/// <summary>A chain of 40 activities with calls, locks, timers and children between them.</summary>
public static class Rounds
{
    /// <summary>Activities of a round.</summary>
    public const int Length = 40;

    private static readonly EntityInstanceId Calls = new(nameof(Tally), "calls");
    private static readonly EntityInstanceId Children = new(nameof(Tally), "children");
    private static readonly EntityInstanceId A = new(nameof(Tally), "a");
    private static readonly EntityInstanceId B = new(nameof(Tally), "b");

    /// <summary>Returns 40: a wrong number means that a step was lost, doubled or done with a wrong input.</summary>
    [Function(nameof(Round))]
    public static async Task<int> Round([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var total = 0;
        for (var i = 1; i <= Length; i++)
        {
            total = await context.CallActivityAsync<int>(nameof(Increment), total);
            await context.Entities.CallEntityAsync(Calls, "Add", 1);
            if (i % 8 == 0)
                await context.CreateTimer(TimeSpan.FromMilliseconds(2), CancellationToken.None);
            if (i % 9 == 0)
                await FailAsync(context);
            if (i % 10 == 0)
                await context.CallSubOrchestratorAsync(nameof(Child));
            if (i % 13 == 0)
                await TransferAsync(context);
        }

        return total;
    }

    [Function(nameof(Child))]
    public static async Task Child([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        await context.CallActivityAsync<int>(nameof(Increment), 0);
        await context.Entities.SignalEntityAsync(Children, "Add", 1);
        await context.Entities.CallEntityAsync(Children, "Add", 1);
    }

    [Function(nameof(Increment))]
    public static async Task<int> Increment([ActivityTrigger] int number)
    {
        await Task.Delay(3);
        return number + 1;
    }

    /// <summary>Ten activities and nothing else.</summary>
    [Function(nameof(Chain))]
    public static async Task<int> Chain([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var total = 0;
        for (var i = 0; i < Latency.Steps; i++)
            total = await context.CallActivityAsync<int>(nameof(Next), total);
        return total;
    }

    /// <summary>Ten calls of an entity and nothing else.</summary>
    [Function(nameof(ChainOfCalls))]
    public static async Task ChainOfCalls([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        for (var i = 0; i < Latency.Steps; i++)
            await context.Entities.CallEntityAsync(Calls, "Add", 1);
    }

    [Function(nameof(Next))]
    public static int Next([ActivityTrigger] int number) => number + 1;

    private static async Task FailAsync(TaskOrchestrationContext context)
    {
        try
        {
            await context.Entities.CallEntityAsync(Calls, "AddAndFail", 1000);
        }
        catch (EntityOperationFailedException)
        {
            // The state must be as before.
        }
    }

    private static async Task TransferAsync(TaskOrchestrationContext context)
    {
        await using var section = await context.Entities.LockEntitiesAsync(A, B);
        var from = await context.Entities.CallEntityAsync<int>(A, "Get");
        var to = await context.Entities.CallEntityAsync<int>(B, "Get");
        await context.Entities.CallEntityAsync(A, "Set", from - 1);
        await context.CallActivityAsync<int>(nameof(Increment), 0);
        await context.Entities.CallEntityAsync(B, "Set", to + 1);
    }
}
