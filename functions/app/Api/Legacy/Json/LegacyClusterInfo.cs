using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>ClusterInfo.</summary>
internal sealed record LegacyClusterInfo(
    string ClusterName,
    string ClusterAlias,
    string ClusterDomain,
    int CountInstances,
    long HeuristicLag,
    bool HasAutomatedMasterRecovery,
    bool HasAutomatedIntermediateMasterRecovery)
{
    public static LegacyClusterInfo Of(ClusterView view, Ham4DbOptions options) => Of(
        view.Record.Name, view.Record.Alias, view.Record.Domain, view.Topology.Members.Count, options);

    public static LegacyClusterInfo Of(string name, string alias, string domain, int instances, Ham4DbOptions options) => new(
        name,
        alias,
        domain,
        instances,
        HeuristicLag: 0,
        ClusterFilters.Matches(options.RecoverMasterClusterFilters, name, alias),
        ClusterFilters.Matches(options.RecoverIntermediateMasterClusterFilters, name, alias));
}
