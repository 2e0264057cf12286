using System.Collections.Concurrent;
using System.Reflection;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Takes the value out of what a method returned: a value, a task or a value task.</summary>
internal static class ReturnValue
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> Results = new();

    public static async Task<object?> AwaitAsync(object? returned, Type declared)
    {
        var task = AsTask(returned, declared);
        await task;
        return Result(task, declared);
    }

    /// <summary>The task that a method returned; a finished one when it returned a value.</summary>
    public static Task AsTask(object? returned, Type declared) => returned switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        not null when IsValueTaskOf(declared) => (Task)declared.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(returned, null)!,
        null when typeof(Task).IsAssignableFrom(declared) => throw new InvalidOperationException("The method returned null instead of a task."),
        _ => Task.FromResult(returned),
    };

    /// <summary>The result of a task made by <see cref="AsTask"/> that has ended well.</summary>
    public static object? Result(Task task, Type declared)
    {
        if (declared == typeof(Task) || declared == typeof(ValueTask) || declared == typeof(void))
            return null;
        if (task is Task<object?> value)
            return value.Result;
        return Results.GetOrAdd(task.GetType(), static type => type.GetProperty(nameof(Task<>.Result)))?.GetValue(task);
    }

    /// <summary>The type of the value inside; void when there is none.</summary>
    public static Type ValueType(Type declared)
    {
        if (declared == typeof(Task) || declared == typeof(ValueTask))
            return typeof(void);
        return declared.IsGenericType && (declared.GetGenericTypeDefinition() == typeof(Task<>) || IsValueTaskOf(declared))
            ? declared.GetGenericArguments()[0]
            : declared;
    }

    private static bool IsValueTaskOf(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}
