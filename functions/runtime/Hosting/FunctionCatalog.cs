using System.Reflection;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Hosting;

/// <summary>All functions of the app.</summary>
internal sealed class FunctionCatalog
{
    private readonly List<FunctionDescriptor> all;

    private FunctionCatalog(List<FunctionDescriptor> all)
    {
        this.all = all;
        Orchestrators = ByName(TriggerKind.Orchestration);
        Activities = ByName(TriggerKind.Activity);
        Entities = ByName(TriggerKind.Entity);
    }

    public IReadOnlyDictionary<string, FunctionDescriptor> Orchestrators { get; }

    public IReadOnlyDictionary<string, FunctionDescriptor> Activities { get; }

    public IReadOnlyDictionary<string, FunctionDescriptor> Entities { get; }

    /// <summary>Finds the functions of some classes.</summary>
    /// <exception cref="RuntimeStartupException">Functions have wrong signatures or the same name; every one of them is named.</exception>
    public static FunctionCatalog Read(IEnumerable<Type> types)
    {
        var problems = new List<string>();
        var found = new List<FunctionDescriptor>();
        const BindingFlags Methods = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var method in types.Distinct().SelectMany(t => t.GetMethods(Methods)))
        {
            if (method.GetCustomAttribute<FunctionAttribute>() is { } function
                && FunctionSignature.Read(method, function, problems) is { } descriptor)
                found.Add(descriptor);
        }

        problems.AddRange(Duplicates(found, f => f.Name, _ => "name"));
        foreach (var kind in new[] { TriggerKind.Orchestration, TriggerKind.Activity, TriggerKind.Entity })
            problems.AddRange(Duplicates(found.Where(f => f.Kind == kind && f.CalledAs != f.Name), f => f.CalledAs, f => $"{f.Kind} name"));
        return problems.Count == 0
            ? new(found)
            : throw new RuntimeStartupException(string.Join(Environment.NewLine, problems));
    }

    public IEnumerable<FunctionDescriptor> Of(TriggerKind kind) => all.Where(f => f.Kind == kind);

    private static IEnumerable<string> Duplicates(IEnumerable<FunctionDescriptor> functions, Func<FunctionDescriptor, string> name, Func<FunctionDescriptor, string> what)
        => functions.GroupBy(name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"The {what(group.First())} '{group.Key}' is used by {string.Join(" and ", group.Select(f => f.EntryPoint))}; it must be unique.");

    private Dictionary<string, FunctionDescriptor> ByName(TriggerKind kind)
        => Of(kind).ToDictionary(f => f.CalledAs, StringComparer.OrdinalIgnoreCase);
}
