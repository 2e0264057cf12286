using System.Collections.Concurrent;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Orchestrations;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Calls functions: a scope, an instance made by constructor injection, and the arguments.</summary>
internal sealed class FunctionInvoker(IServiceProvider services, DurableTaskClient client)
{
    private readonly ConcurrentDictionary<Type, ObjectFactory> factories = new();

    /// <summary>Runs a function in a scope of its own.</summary>
    /// <param name="function">The function.</param>
    /// <param name="trigger">Makes the trigger's argument from the scope's services.</param>
    /// <param name="token">Cancelled when the host waits no longer.</param>
    /// <returns>What it returned.</returns>
    public async Task<object?> InvokeAsync(FunctionDescriptor function, Func<IServiceProvider, object?> trigger, CancellationToken token)
    {
        await using var scope = services.CreateAsyncScope();
        return await InvokeAsync(function, trigger(scope.ServiceProvider), scope.ServiceProvider, token);
    }

    /// <summary>Runs a function in a scope that is there already.</summary>
    public Task<object?> InvokeAsync(FunctionDescriptor function, object? trigger, IServiceProvider scope, CancellationToken token)
        => ReturnValue.AwaitAsync(Call(function, trigger, scope, token), function.Method.ReturnType);

    /// <summary>How to run an orchestrator. Its object and scope live as long as the run is in memory.</summary>
    public OrchestratorCode OrchestratorCode(FunctionDescriptor function)
    {
        var declared = function.Method.ReturnType;
        return new(Start, task => ReturnValue.Result(task, declared));

        Task Start(TaskOrchestrationContext context)
        {
            var scope = services.CreateScope();
            try
            {
                var task = ReturnValue.AsTask(Call(function, context, scope.ServiceProvider, CancellationToken.None), declared);
                _ = task.ContinueWith(_ => scope.Dispose(), TaskScheduler.Default);
                return task;
            }
            catch
            {
                scope.Dispose();
                throw;
            }
        }
    }

    private object? Call(FunctionDescriptor function, object? trigger, IServiceProvider scope, CancellationToken token)
    {
        var target = function.Method.IsStatic ? null : CreateInstance(function.Method.DeclaringType!, scope);
        var arguments = new object?[function.Parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = function.Parameters[i] switch
            {
                ParameterSource.Trigger => trigger,
                ParameterSource.DurableClient => client,
                ParameterSource.CancellationToken => token,
                _ => new EmbeddedFunctionContext(function, scope, token),
            };
        }

        return function.Invoker.Invoke(target, arguments.AsSpan());
    }

    private object CreateInstance(Type type, IServiceProvider scope)
        => factories.GetOrAdd(type, static t => ActivatorUtilities.CreateFactory(t, Type.EmptyTypes))(scope, null);
}
