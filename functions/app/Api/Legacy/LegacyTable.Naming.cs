using Ham4Db.Functions.Api.Legacy.Calls;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about names of clusters and hosts, and about the configuration.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Naming =>
    [
        Change("set-cluster-alias/{hint}", naming.SetAliasAsync),
        Change("register-hostname-unresolve/{host}/{port}/{virtualname}", naming.RegisterAsync),
        Change("deregister-hostname-unresolve/{host}/{port}", naming.DeregisterAsync),
        Read("resolve/{host}/{port}", naming.ResolveAsync),
        Read("hostname-resolve-cache", naming.CacheAsync),
        Change("reset-hostname-resolve-cache", naming.ResetCacheAsync),
        Change("reload-configuration", configuration.ReloadAsync),
        Read("reload-cluster-alias", NamingCalls.RetiredAsync),
    ];
}
