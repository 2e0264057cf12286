using Ham4Db.Core.Analysis;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Clusters;

/// <summary>Turns the configuration into the policies that core works with.</summary>
public static class Policies
{
    /// <summary>Thresholds of the analysis of <paramref name="topology"/>.</summary>
    public static AnalysisPolicy ForAnalysis(Ham4DbOptions options, ClusterTopology topology) => new()
    {
        ReasonableReplicationLagSeconds = options.ReasonableReplicationLagSeconds,
        ReasonableLockedSemiSyncSeconds = options.ReasonableLockedSemiSyncMasterSeconds > 0
            ? options.ReasonableLockedSemiSyncMasterSeconds
            : options.ReasonableReplicationLagSeconds,
        EnforceExactSemiSyncReplicas = options.EnforceExactSemiSyncReplicas,
        RecoverLockedSemiSyncPrimary = options.RecoverLockedSemiSyncMaster || DataLossOf(options, topology) == DataLossPolicy.Require,
        RecoverNonWriteablePrimary = options.RecoverNonWriteableMaster,
    };

    /// <summary>Rules for choosing a primary of <paramref name="topology"/>.</summary>
    public static RecoveryPolicy ForRecovery(Ham4DbOptions options, ClusterTopology topology) => new()
    {
        DataLoss = DataLossOf(options, topology),
        PreventCrossDataCenter = options.PreventCrossDataCenterMasterFailover,
        PreventCrossRegion = options.PreventCrossRegionMasterFailover,
        FailPromotionOnLagSeconds = options.FailMasterPromotionOnLagMinutes > 0 ? options.FailMasterPromotionOnLagMinutes * 60L : null,
        FailPromotionIfApplierBehind = options.FailMasterPromotionIfSQLThreadNotUpToDate,
        MaintenanceLagSeconds = options.ReasonableMaintenanceReplicationLagSeconds,
        HasReplicationCredentials = options.MySQLReplicationUser.Length > 0,
        VerifyReplicationFilters = options.VerifyReplicationFilters,
        CoPrimaryMustPromoteOther = options.CoMasterRecoveryMustPromoteOtherCoMaster,
        DetachLostReplicas = options.DetachLostReplicasAfterMasterFailover,
        PostponeDelaySeconds = options.PostponeReplicaRecoveryOnLagMinutes > 0 ? options.PostponeReplicaRecoveryOnLagMinutes * 60L : null,
        ExactSemiSyncReplicas = options.EnforceExactSemiSyncReplicas,
        HasSemiSyncPriorities = options.DetectSemiSyncEnforcedQuery.Length > 0,
        IgnoredForPromotion = topology.Members.Keys
            .Where(key => HostFilters.Matches(options.PromotionIgnoreHostnameFilters, key.Host, key.Port))
            .ToHashSet(),
    };

    /// <summary>Rules for an operation on <paramref name="topology"/>.</summary>
    public static OperationPolicy ForOperation(Ham4DbOptions options, ClusterTopology topology, OperationRequest request) => new()
    {
        Replication = ForRecovery(options, topology),
        IsPseudoGtidConfigured = options.AutoPseudoGTID || options.PseudoGTIDPattern.Length > 0,
        Chosen = Patterns.TryParse(request.Pattern, out var pattern, out _) && request.Pattern.Length > 0
            ? topology.Members.Keys.Where(key => pattern.IsMatch(key.ToString())).ToHashSet()
            : null,
    };

    /// <summary>What may be lost in a cluster.</summary>
    public static DataLossPolicy DataLossOf(Ham4DbOptions options, ClusterTopology topology)
    {
        if (options.DataLossPolicyByCluster.Count == 0) return options.DataLossPolicy;
        var names = ClusterNames.Of(options, topology);
        var chosen = options.DataLossPolicyByCluster.FirstOrDefault(pair => names.AreChosenBy([pair.Key])).Value;
        return chosen is null ? options.DataLossPolicy : Enum.Parse<DataLossPolicy>(chosen, ignoreCase: true);
    }
}
