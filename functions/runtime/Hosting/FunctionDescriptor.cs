using System.Reflection;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Hosting;

/// <summary>A function found in an assembly, its signature checked.</summary>
internal sealed class FunctionDescriptor(
    string name, MethodInfo method, TriggerKind kind, Attribute trigger, Type triggerType, IReadOnlyList<ParameterSource> parameters)
    : FunctionDefinition
{
    public override string Id => Name;

    public override string Name { get; } = name;

    public override string EntryPoint => $"{Method.DeclaringType}.{Method.Name}";

    public MethodInfo Method { get; } = method;

    public MethodInvoker Invoker { get; } = MethodInvoker.Create(method);

    public TriggerKind Kind { get; } = kind;

    public Attribute Trigger { get; } = trigger;

    public Type TriggerType { get; } = triggerType;

    public IReadOnlyList<ParameterSource> Parameters { get; } = parameters;

    /// <summary>The name that callers use: that of the trigger where it gives one.</summary>
    public string CalledAs => Trigger switch
    {
        OrchestrationTriggerAttribute { Orchestration: { } given } => given,
        ActivityTriggerAttribute { Activity: { } given } => given,
        EntityTriggerAttribute { EntityName: { } given } => given,
        _ => Name,
    };
}
