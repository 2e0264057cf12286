using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Whether a cluster's primary would be recovered by itself.</summary>
/// <param name="Cluster">Name of the cluster.</param>
/// <param name="Enabled">Automatic recoveries of this cluster are not switched off.</param>
/// <param name="EnabledGlobally">They are not switched off everywhere.</param>
/// <param name="Reason">What would hold a failover of its primary back now; empty for nothing.</param>
/// <param name="RemainingSeconds">Until that ends by itself; null when only a person can end it, or nothing is held back.</param>
internal sealed record LegacyClusterRecoveries(string Cluster, bool Enabled, bool EnabledGlobally, string Reason, long? RemainingSeconds)
{
    public static LegacyClusterRecoveries Of(ClusterView view, GlobalSwitch global)
    {
        var primary = view.Topology.Primary?.Key ?? default;
        var request = new RecoveryRequest { ClusterId = view.Record.ClusterId, Kind = RecoveryKind.DeadPrimary, Code = AnalysisCode.DeadPrimary, Primary = primary };
        var block = RecoveryGate.Refuse(view.State, request, global, TimeSpan.FromSeconds(view.Options.RecoveryPeriodBlockSeconds), view.Now);
        return new LegacyClusterRecoveries(
            view.Record.Name,
            !view.State.AreRecoveriesDisabled,
            !global.AreRecoveriesDisabled,
            block?.Reason ?? "",
            block?.Until is { } until ? (long)Math.Ceiling((until - view.Now).TotalSeconds) : null);
    }
}
