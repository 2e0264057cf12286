namespace Ham4Db.Functions.Clusters;

/// <summary>Works roles out. Pure.</summary>
public static class InstanceRoles
{
    /// <summary>What an instance is in its cluster.</summary>
    public static InstanceRole Of(ClusterTopology topology, InstanceKey key)
    {
        if (topology.IsCoPrimary(key)) return InstanceRole.CoPrimary;
        if (topology.Primary?.Key == key) return InstanceRole.Primary;
        if (topology.IsIntermediatePrimary(key)) return InstanceRole.Intermediate;
        return topology.IsPrimary(key) ? InstanceRole.Detached : InstanceRole.Replica;
    }
}
