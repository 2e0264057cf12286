namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about what happened.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> History =>
    [
        Read("audit-recovery/{page?}", history.RecoveriesAsync),
        Read("audit-recovery/id/{id}", history.RecoveriesAsync),
        Read("audit-recovery/uid/{uid}", history.RecoveriesAsync),
        Read("audit-recovery/cluster/{cluster}/{page?}", history.RecoveriesAsync),
        Read("audit-recovery/alias/{alias}/{page?}", history.RecoveriesAsync),
        Read("audit-recovery-steps/{uid}", history.StepsAsync),
        Read("active-cluster-recovery/{cluster}", history.ActiveAsync),
        Read("recently-active-cluster-recovery/{cluster}", history.RecentlyActiveAsync),
        Read("recently-active-instance-recovery/{host}/{port}", history.RecentlyPromotedAsync),
        Read("blocked-recoveries", history.BlockedAsync),
        Read("blocked-recoveries/cluster/{cluster}", history.BlockedAsync),
        Read("audit/{page?}", history.AuditAsync),
        Read("audit/instance/{host}/{port}/{page?}", history.AuditAsync),
    ];
}
