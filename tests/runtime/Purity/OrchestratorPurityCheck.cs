using System.Reflection;
using System.Runtime.CompilerServices;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Tests.Purity;

/// <summary>
/// Reads the IL of orchestrators, and of everything in the same assemblies that they call, for what no replay could repeat:
/// clocks, random numbers and new ids, I/O, threads and tasks of their own, loggers that are not replay safe.
/// </summary>
internal static class OrchestratorPurityCheck
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>What is wrong, one sentence each; empty when all is well.</summary>
    /// <param name="types">Classes with orchestrators.</param>
    /// <param name="own">Assemblies whose methods are looked into when an orchestrator calls them.</param>
    public static IReadOnlyList<string> Violations(IEnumerable<Type> types, params Assembly[] own)
    {
        var found = new List<string>();
        foreach (var orchestrator in Orchestrators(types))
            Visit(orchestrator, [Name(orchestrator)], [], own, found);
        return found;
    }

    /// <summary>The orchestrators of some classes: a check that finds none checks nothing.</summary>
    /// <param name="types">Classes.</param>
    public static IReadOnlyList<MethodInfo> Orchestrators(IEnumerable<Type> types) => types
        .SelectMany(type => type.GetMethods(All))
        .Where(method => method.GetParameters().Any(p => p.GetCustomAttribute<OrchestrationTriggerAttribute>() is not null))
        .ToArray();

    private static void Visit(MethodBase method, List<string> path, HashSet<MethodBase> visited, Assembly[] own, List<string> found)
    {
        if (!visited.Add(method))
            return;
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
            Visit(machine.StateMachineType.GetMethod("MoveNext", All)!, path, visited, own, found);
        foreach (var member in IlReader.MembersUsedBy(method))
        {
            if (BannedMembers.Reason(member) is { } reason)
                found.Add($"Orchestrator {string.Join(" -> ", path)} uses {Name(member)}: {reason}");
            else if (member is FieldInfo field && IsForeignLogger(field))
                found.Add($"Orchestrator {string.Join(" -> ", path)} uses the logger '{field.Name}': use context.CreateReplaySafeLogger.");
            else if (member is MethodBase called && Array.IndexOf(own, called.Module.Assembly) >= 0)
                Visit(Definition(called), IsGenerated(called) ? path : [.. path, Name(called)], visited, own, found);
        }
    }

    /// <summary>A logger kept in a class; one in a local variable comes from the context.</summary>
    private static bool IsForeignLogger(FieldInfo field) => typeof(ILogger).IsAssignableFrom(field.FieldType) && !IsGenerated(field);

    private static bool IsGenerated(MemberInfo member)
        => member.DeclaringType?.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    private static MethodBase Definition(MethodBase method) => method is MethodInfo { IsGenericMethod: true } generic ? generic.GetGenericMethodDefinition() : method;

    private static string Name(MemberInfo member) => $"{member.DeclaringType?.FullName}.{member.Name}";
}
