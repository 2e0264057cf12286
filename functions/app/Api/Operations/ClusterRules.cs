using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Rules of analysis and planning that are in force for a cluster.</summary>
/// <param name="Analysis">Thresholds of the analysis.</param>
/// <param name="Recovery">Rules for choosing a new primary.</param>
internal sealed record ClusterRules(AnalysisPolicy Analysis, RecoveryPolicy Recovery)
{
    public static ClusterRules Of(Ham4DbOptions options, ClusterTopology topology) => new(Policies.ForAnalysis(options, topology), Policies.ForRecovery(options, topology));
}
