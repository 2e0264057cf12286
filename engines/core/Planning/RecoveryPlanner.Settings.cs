using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

public static partial class RecoveryPlanner
{
    /// <summary>The beginning of a plan that changes settings of a primary or of its replicas.</summary>
    static RecoveryPlan NoRoleChanges(RecoveryKind kind, ClusterTopology topology, InstanceKey primary) => new()
    {
        Kind = kind,
        ClusterId = topology.ClusterId,
        OldPrimary = primary,
        Loss = new DataLoss(topology.Durability, "", "Nothing: no role changes."),
    };

    /// <summary>Why an instance is no primary whose settings could be changed; null when it is.</summary>
    static PlanBlocker? WhyNoPrimary(ClusterTopology topology, InstanceKey primary)
    {
        if (!topology.Members.TryGetValue(primary, out var member)) return new(BlockerCode.UnknownInstance, $"{primary} is not known in this cluster.");
        if (ManagedElsewhere(topology) is { } managed) return managed;
        return WhyNotPrimary(topology, member) is { } reason ? new(BlockerCode.NotThePrimary, reason) : null;
    }
}
