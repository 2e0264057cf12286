using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Shows what a recovery would do now, by the very planner that recoveries use.</summary>
internal static class WhatIf
{
    /// <summary>The plan if this primary were dead.</summary>
    /// <exception cref="OperationException">The instance is not a primary of the cluster.</exception>
    public static RecoveryPlan Fails(ClusterView view, InstanceKey failed)
    {
        if (!view.Topology.Members.TryGetValue(failed, out var member))
            throw OperationException.Refused($"{failed} is not an instance of cluster {view.Record.Name}.");
        if (!view.Topology.IsPrimary(failed) && !view.Topology.IsCoPrimary(failed))
            throw OperationException.Refused($"{failed} is not a primary of cluster {view.Record.Name}: losing it changes no primary.");
        var members = view.Topology.Members.Values.Select(m => m == member ? m with { IsLastCheckValid = false } : m);
        var topology = new ClusterTopology(view.Topology.ClusterId, members, view.Topology.Alias);
        return RecoveryPlanner.PlanDeadPrimary(topology, failed, Policies.ForRecovery(view.Options, topology));
    }

    /// <summary>The plan of a planned takeover.</summary>
    /// <param name="view">The cluster.</param>
    /// <param name="designated">The new primary; null leaves the choice to the planner.</param>
    /// <exception cref="OperationException">The instance is not one of the cluster.</exception>
    public static RecoveryPlan TakesOver(ClusterView view, InstanceKey? designated)
    {
        if (designated is { } key && !view.Topology.Members.ContainsKey(key))
            throw OperationException.Refused($"{key} is not an instance of cluster {view.Record.Name}.");
        return RecoveryPlanner.PlanTakeover(view.Topology, Policies.ForRecovery(view.Options, view.Topology), designated, choose: designated is null);
    }
}
