using Ham4Db.Core.Analysis;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Clusters;

/// <summary>Turns the configuration into the policies that core works with.</summary>
public static class Policies
{
    /// <summary>Thresholds of the analysis.</summary>
    public static AnalysisPolicy ForAnalysis(Ham4DbOptions options) => new()
    {
        ReasonableReplicationLagSeconds = options.ReasonableReplicationLagSeconds,
        ReasonableLockedSemiSyncSeconds = options.ReasonableLockedSemiSyncMasterSeconds > 0
            ? options.ReasonableLockedSemiSyncMasterSeconds
            : options.ReasonableReplicationLagSeconds,
        EnforceExactSemiSyncReplicas = options.EnforceExactSemiSyncReplicas,
        RecoverNonWriteablePrimary = options.RecoverNonWriteableMaster,
    };

    /// <summary>Rules for choosing a primary of <paramref name="topology"/>.</summary>
    public static RecoveryPolicy ForRecovery(Ham4DbOptions options, ClusterTopology topology) => new()
    {
        DataLoss = options.DataLossPolicy,
        PreventCrossDataCenter = options.PreventCrossDataCenterMasterFailover,
        PreventCrossRegion = options.PreventCrossRegionMasterFailover,
        FailPromotionOnLagSeconds = options.FailMasterPromotionOnLagMinutes > 0 ? options.FailMasterPromotionOnLagMinutes * 60L : null,
        FailPromotionIfApplierBehind = options.FailMasterPromotionIfSQLThreadNotUpToDate,
        MaintenanceLagSeconds = options.ReasonableMaintenanceReplicationLagSeconds,
        HasReplicationCredentials = options.MySQLReplicationUser.Length > 0,
        VerifyReplicationFilters = options.VerifyReplicationFilters,
        IgnoredForPromotion = topology.Members.Keys
            .Where(key => HostFilters.Matches(options.PromotionIgnoreHostnameFilters, key.Host, key.Port))
            .ToHashSet(),
    };

    /// <summary>Rules for an operation on <paramref name="topology"/>.</summary>
    public static OperationPolicy ForOperation(Ham4DbOptions options, ClusterTopology topology, OperationRequest request) => new()
    {
        Replication = ForRecovery(options, topology),
        Chosen = Patterns.TryParse(request.Pattern, out var pattern, out _) && request.Pattern.Length > 0
            ? topology.Members.Keys.Where(key => pattern.IsMatch(key.ToString())).ToHashSet()
            : null,
    };
}
