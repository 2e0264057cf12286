using System.Reflection;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Says what the innermost async method of an unfinished orchestrator is waiting for; for error messages only.</summary>
internal static class AwaitedTask
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static string? Describe(Task? task)
    {
        string? method = null;
        for (var depth = 0; task is not null && depth < 20; depth++)
        {
            var machine = task.GetType().GetField("StateMachine", Fields)?.GetValue(task);
            if (machine is null)
                break;
            method = machine.GetType().Name.Split('<', '>').ElementAtOrDefault(1);
            var awaiters = machine.GetType().GetFields(Fields).Where(f => f.Name.StartsWith("<>u__", StringComparison.Ordinal));
            var inner = awaiters.Select(f => TaskOf(f.GetValue(machine))).FirstOrDefault(t => t is { IsCompleted: false });
            if (inner is null)
                break;
            task = inner;
        }

        return task is null ? null : $"a {task.GetType().Name}{(method is null ? string.Empty : $" awaited in '{method}'")}";
    }

    private static Task? TaskOf(object? awaiter)
    {
        var fields = awaiter?.GetType().GetFields(Fields) ?? [];
        return fields.Select(f => f.GetValue(awaiter)).OfType<Task>().FirstOrDefault();
    }
}
