using System.Collections.Concurrent;
using System.Reflection;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Hosting;

namespace Ham4Db.Runtime.Entities;

/// <summary>Finds and calls the method that implements an operation.</summary>
internal static class EntityMethods
{
    private static readonly ConcurrentDictionary<(Type, string), MethodInfo?> Found = new();

    public static MethodInfo? Find(Type entity, string operation) => Found.GetOrAdd((entity, operation), static key =>
    {
        var methods = key.Item1.GetMethods(BindingFlags.Public | BindingFlags.Instance)
            .Where(m => string.Equals(m.Name, key.Item2, StringComparison.OrdinalIgnoreCase) && m.DeclaringType != typeof(object))
            .ToArray();
        return methods.Length > 1
            ? throw new AmbiguousMatchException($"{key.Item1} has {methods.Length} public methods named '{key.Item2}': an operation has one.")
            : methods.SingleOrDefault();
    });

    public static async Task<object?> InvokeAsync(object entity, MethodInfo method, TaskEntityOperation operation)
    {
        var parameters = method.GetParameters();
        var arguments = new object?[parameters.Length];
        for (var i = 0; i < parameters.Length; i++)
            arguments[i] = Bind(parameters[i], operation);
        if (parameters.Count(p => p.ParameterType != typeof(TaskEntityContext)) > 1)
            throw new InvalidOperationException($"Operation '{operation}' has more than one input; an operation has at most one.");
        var returned = method.Invoke(entity, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        return await ReturnValue.AwaitAsync(returned, method.ReturnType);
    }

    private static object? Bind(ParameterInfo parameter, TaskEntityOperation operation)
    {
        if (parameter.ParameterType == typeof(TaskEntityContext))
            return operation.Context;
        if (operation.HasInput)
            return operation.GetInput(parameter.ParameterType);
        if (parameter.HasDefaultValue)
            return parameter.DefaultValue;
        throw new InvalidOperationException($"Operation '{operation}' needs the input '{parameter.Name}', and the caller gave none.");
    }
}
