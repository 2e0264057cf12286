using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations;

/// <summary>Plans operations. Pure: the same topology, request and policy give the same plan.</summary>
public static class OperationPlanner
{
    /// <summary>Plans an operation.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="policy">The user's rules.</param>
    public static OperationPlan Plan(ClusterTopology topology, OperationRequest request, OperationPolicy policy)
    {
        var draft = new OperationDraft(request);
        if (OperationRules.Find(request.Kind) is not { } rule)
        {
            draft.Refuse($"'{request.Kind}' is no operation; there are {string.Join(", ", OperationRules.All.Select(r => r.Kind))}.");
            return draft.Build();
        }

        var instance = Find(topology, request.Instance, draft);
        var target = request.Target is { } key ? Find(topology, key, draft) : null;
        if (EngineOperations.WhyNot(rule.Kind, request.Instance) is { } alien)
        {
            draft.Refuse(alien);
            return draft.Build();
        }

        CheckWords(rule, request, draft);
        if (rule.NeedsTarget && request.Target is null) draft.Refuse($"{rule.Kind} needs a second instance: name the one that {request.Instance} is to be below or beside.");
        if (!draft.IsRefused) rule.Plan(new OperationContext(topology, request, policy, instance!, target), draft);
        return draft.Build();
    }

    static void CheckWords(IOperationRule rule, OperationRequest request, OperationDraft draft)
    {
        if (request.Target is { } target && !rule.TakesTarget) draft.Refuse($"{rule.Kind} is about one instance: leave {target} out.");
        if (request.Pattern.Length > 0 && !rule.TakesPattern) draft.Refuse($"{rule.Kind} takes no pattern: leave '{request.Pattern}' out.");
        foreach (var argument in rule.Arguments.Where(a => a.IsRequired && !request.Arguments.ContainsKey(a.Name)))
            draft.Refuse($"{rule.Kind} needs '{argument.Name}': {argument.Description}");
        foreach (var name in request.Arguments.Keys.Where(name => rule.Arguments.All(a => a.Name != name)))
            draft.Refuse($"{rule.Kind} takes no '{name}'.");
    }

    static ClusterMember? Find(ClusterTopology topology, InstanceKey key, OperationDraft draft)
    {
        if (topology.Members.TryGetValue(topology.CanonicalKey(key), out var member)) return member;
        draft.Refuse($"{key} is not a known instance of this cluster: only instances of one cluster can be moved about each other. Discover it first.");
        return null;
    }
}
