using System.Reflection;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Worker;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Reads and checks the signature of a function.</summary>
internal static class FunctionSignature
{
    /// <summary>The function; null when <paramref name="problems"/> got a sentence on what is wrong.</summary>
    public static FunctionDescriptor? Read(MethodInfo method, FunctionAttribute function, List<string> problems)
    {
        var where = $"Function '{function.Name}' ({method.DeclaringType}.{method.Name})";
        var before = problems.Count;
        if (string.IsNullOrWhiteSpace(function.Name) || !function.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            problems.Add($"{where}: a name has letters, digits, '_' and '-' only.");
        if (!method.IsPublic || method.DeclaringType is not { IsVisible: true })
            problems.Add($"{where}: the method and its class must be public.");
        if (method.ContainsGenericParameters || method.DeclaringType is { IsAbstract: true, IsSealed: false })
            problems.Add($"{where}: neither the method nor its class may be generic, nor the class abstract.");

        var parameters = method.GetParameters();
        var triggers = parameters.Select(p => (Parameter: p, Trigger: TriggerOf(p))).Where(p => p.Trigger is not null).ToArray();
        if (triggers.Length != 1)
        {
            problems.Add($"{where}: it has {triggers.Length} parameters with a trigger attribute; a function has exactly one.");
            return null;
        }

        var (parameter, trigger) = (triggers[0].Parameter, triggers[0].Trigger!);
        var kind = KindOf(trigger);
        CheckTrigger(where, parameter, trigger, problems);
        CheckResult(where, kind, method, problems);
        var sources = parameters.Select(p => p == parameter ? ParameterSource.Trigger : SourceOf(where, kind, p, problems)).ToArray();
        return problems.Count > before ? null : new(function.Name, method, kind, trigger, parameter.ParameterType, sources);
    }

    private static Attribute? TriggerOf(ParameterInfo parameter) => parameter.GetCustomAttributes().FirstOrDefault(a =>
        a is HttpTriggerAttribute or TimerTriggerAttribute or QueueTriggerAttribute
            or OrchestrationTriggerAttribute or ActivityTriggerAttribute or EntityTriggerAttribute);

    private static TriggerKind KindOf(Attribute trigger) => trigger switch
    {
        HttpTriggerAttribute => TriggerKind.Http,
        TimerTriggerAttribute => TriggerKind.Timer,
        QueueTriggerAttribute => TriggerKind.Queue,
        OrchestrationTriggerAttribute => TriggerKind.Orchestration,
        ActivityTriggerAttribute => TriggerKind.Activity,
        _ => TriggerKind.Entity,
    };

    private static void CheckTrigger(string where, ParameterInfo parameter, Attribute trigger, List<string> problems)
    {
        var expected = trigger switch
        {
            HttpTriggerAttribute => typeof(HttpRequest),
            TimerTriggerAttribute => typeof(TimerInfo),
            OrchestrationTriggerAttribute => typeof(TaskOrchestrationContext),
            EntityTriggerAttribute => typeof(TaskEntityDispatcher),
            _ => null,
        };
        if (expected is not null && parameter.ParameterType != expected)
            problems.Add($"{where}: parameter '{parameter.Name}' is {parameter.ParameterType.Name}, but its trigger gives {expected.Name}.");
        if (trigger is HttpTriggerAttribute { AuthLevel: not AuthorizationLevel.Anonymous } http)
        {
            problems.Add($"{where}: parameter '{parameter.Name}' asks for a {http.AuthLevel} key, and the embedded host has no keys; "
                + "use AuthorizationLevel.Anonymous and check the caller in code.");
        }
    }

    private static void CheckResult(string where, TriggerKind kind, MethodInfo method, List<string> problems)
    {
        if (method.ReturnType == typeof(void) && method.GetCustomAttribute<System.Runtime.CompilerServices.AsyncStateMachineAttribute>() is not null)
            problems.Add($"{where}: it is async void; return Task, so that the host knows when it has ended.");
        var value = ReturnValue.ValueType(method.ReturnType);
        var allowed = kind switch
        {
            TriggerKind.Http => value == typeof(void) || typeof(IActionResult).IsAssignableFrom(value) || typeof(IResult).IsAssignableFrom(value),
            TriggerKind.Timer or TriggerKind.Queue => value == typeof(void),
            TriggerKind.Entity => value == typeof(void) && method.ReturnType != typeof(void),
            _ => true,
        };
        if (!allowed)
        {
            problems.Add($"{where}: it returns {value.Name}; " + kind switch
            {
                TriggerKind.Http => "an HTTP function returns IActionResult or IResult, or nothing after it wrote the response.",
                TriggerKind.Entity => "an entity function returns the Task of DispatchAsync.",
                _ => "such a function returns nothing or Task.",
            });
        }
    }

    private static ParameterSource SourceOf(string where, TriggerKind kind, ParameterInfo parameter, List<string> problems)
    {
        var isClient = parameter.GetCustomAttribute<DurableClientAttribute>() is not null;
        if (isClient != (parameter.ParameterType == typeof(DurableTaskClient)))
            problems.Add($"{where}: parameter '{parameter.Name}' must be a DurableTaskClient marked [DurableClient].");
        if (kind == TriggerKind.Orchestration && (isClient || parameter.ParameterType == typeof(CancellationToken)))
            problems.Add($"{where}: parameter '{parameter.Name}' is not deterministic; an orchestrator has its context only.");
        if (isClient)
            return ParameterSource.DurableClient;
        if (parameter.ParameterType == typeof(FunctionContext))
            return ParameterSource.FunctionContext;
        if (parameter.ParameterType != typeof(CancellationToken) && parameter.ParameterType != typeof(DurableTaskClient))
        {
            problems.Add($"{where}: nothing gives parameter '{parameter.Name}' ({parameter.ParameterType.Name}); beside the trigger there may be "
                + "FunctionContext, CancellationToken and [DurableClient] DurableTaskClient.");
        }

        return ParameterSource.CancellationToken;
    }
}
