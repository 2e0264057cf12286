namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths that recover and hand over.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Recovery =>
    [
        Change("recover/{host}/{port}", recovery.RecoverAsync),
        Change("recover/{host}/{port}/{designatedHost}/{designatedPort}", recovery.RecoverAsync),
        Change("recover-lite/{host}/{port}", recovery.RecoverAsync),
        Change("recover-lite/{host}/{port}/{designatedHost}/{designatedPort}", recovery.RecoverAsync),
        .. Takeovers("graceful-master-takeover", recovery.TakeOverAsync),
        .. Takeovers("graceful-master-takeover-auto", recovery.TakeOverByItselfAsync),
        Change("force-master-failover/{hint}", recovery.ForceAsync),
        Change("force-master-failover/{host}/{port}", recovery.ForceAsync),
        Change("force-master-takeover/{hint}/{designatedHost}/{designatedPort}", recovery.ForceAsync),
        Change("force-master-takeover/{host}/{port}/{designatedHost}/{designatedPort}", recovery.ForceAsync),
    ];

    private static IEnumerable<LegacyRoute> Takeovers(string name, Func<LegacyCall, Task<LegacyAnswer>> run) =>
    [
        Change(name + "/{hint}", run),
        Change(name + "/{host}/{port}", run),
        Change(name + "/{hint}/{designatedHost}/{designatedPort}", run),
        Change(name + "/{host}/{port}/{designatedHost}/{designatedPort}", run),
    ];
}
