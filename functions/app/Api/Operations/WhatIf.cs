using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Shows what a recovery would do now, by the very planner that recoveries use.</summary>
internal static class WhatIf
{
    /// <summary>The plan if this primary, intermediate primary or member of a group were dead.</summary>
    /// <exception cref="OperationException">The instance is not of the cluster, or nobody replicates from it.</exception>
    public static RecoveryPlan Fails(ClusterView view, InstanceKey failed)
    {
        if (!view.Topology.Members.TryGetValue(failed, out var member))
            throw OperationException.Refused($"{failed} is not an instance of cluster {view.Record.Name}.");
        var isPrimary = view.Topology.IsPrimary(failed) || view.Topology.IsCoPrimary(failed);
        if (!isPrimary && view.Topology.ReplicasOf(failed).Count == 0)
            throw OperationException.Refused($"{failed} is not a primary of cluster {view.Record.Name}, and nobody replicates from it: losing it changes nothing for others.");
        var members = view.Topology.Members.Values.Select(m => m == member ? m with { IsLastCheckValid = false } : m);
        var topology = new ClusterTopology(view.Topology.ClusterId, members, view.Topology.Alias);
        // Who is ignored and what may be lost do not depend on who answers.
        var policy = view.Rules.Recovery;
        var isInGroup = member.Snapshot.GroupName.Length > 0 && topology.ReplicasOf(failed).Count > 0;
        return isInGroup ? RecoveryPlanner.PlanDeadGroupMember(topology, failed, policy)
            : isPrimary ? RecoveryPlanner.PlanDeadPrimary(topology, failed, policy)
            : RecoveryPlanner.PlanDeadIntermediate(topology, failed, policy);
    }

    /// <summary>The plan of a planned takeover.</summary>
    /// <param name="view">The cluster.</param>
    /// <param name="designated">The new primary; null leaves the choice to the planner.</param>
    /// <param name="choose">Choose among several where none is designated.</param>
    /// <exception cref="OperationException">The instance is not one of the cluster.</exception>
    public static RecoveryPlan TakesOver(ClusterView view, InstanceKey? designated, bool choose = true)
    {
        if (designated is { } key && !view.Topology.Members.ContainsKey(key))
            throw OperationException.Refused($"{key} is not an instance of cluster {view.Record.Name}.");
        return RecoveryPlanner.PlanTakeover(view.Topology, view.Rules.Recovery, designated, choose: choose && designated is null);
    }
}
