namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths that decide about instances and about recoveries as such.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Decisions =>
    [
        Change("begin-downtime/{host}/{port}/{owner}/{reason}/{duration?}", decisions.BeginDowntimeAsync),
        Change("end-downtime/{host}/{port}", decisions.EndDowntimeAsync),
        Change("register-candidate/{host}/{port}/{rule}", decisions.RegisterRuleAsync),
        Change("enable-global-recoveries", decisions.EnableRecoveriesAsync),
        Change("disable-global-recoveries", decisions.DisableRecoveriesAsync),
        Read("check-global-recoveries", decisions.CheckRecoveriesAsync),
        Change("enable-cluster-recoveries/{hint}", decisions.EnableClusterAsync),
        Change("disable-cluster-recoveries/{hint}", decisions.DisableClusterAsync),
        Read("check-cluster-recoveries/{hint}", decisions.CheckClusterAsync),
        Read("automated-recovery-filters", decisions.FiltersAsync),
    ];
}
