using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>What the analysis says of an instance, with the names of its cluster.</summary>
/// <param name="ClusterName">Name of the cluster.</param>
/// <param name="ClusterAlias">Alias of the cluster.</param>
/// <param name="Finding">The finding.</param>
internal sealed record FindingView(string ClusterName, string ClusterAlias, Finding Finding)
{
    public static IEnumerable<FindingView> Of(ClusterView view) => view.Findings.Select(finding => new FindingView(view.Record.Name, view.Record.Alias, finding));
}
