using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>The decisions about a cluster.</summary>
/// <param name="Epoch">Epoch of the latest recovery.</param>
/// <param name="ActiveRecovery">The recovery that runs; null for none.</param>
/// <param name="LastRecovery">The latest that ended; null for none.</param>
/// <param name="Block">The recovery that is wanted and refused; null for none.</param>
/// <param name="Demoted">Demoted primaries that have not rejoined, with the transactions that only they have.</param>
/// <param name="Downtimes">Downtimes that run.</param>
/// <param name="Detections">Findings that are registered.</param>
/// <param name="AreRecoveriesDisabled">Automatic recoveries of this cluster are switched off.</param>
/// <param name="AreRecoveriesDisabledGlobally">Automatic recoveries are switched off everywhere.</param>
internal sealed record StateView(
    long Epoch,
    RecoveryRecord? ActiveRecovery,
    RecoveryRecord? LastRecovery,
    BlockView? Block,
    IReadOnlyList<DemotedInstance> Demoted,
    IReadOnlyList<DowntimeView> Downtimes,
    IReadOnlyList<Detection> Detections,
    bool AreRecoveriesDisabled,
    bool AreRecoveriesDisabledGlobally)
{
    public static StateView Of(ClusterView view, GlobalSwitch global) => new(
        view.State.Epoch,
        view.State.ActiveRecovery,
        view.State.LastRecovery,
        BlockView.Of(view.State.Block, view.Now),
        view.State.Demoted,
        [.. view.Topology.Members.Values.Where(m => m.Downtime is not null).Select(m => DowntimeView.Of(m.Key, m.Downtime!, view.Now))],
        view.State.Detections,
        view.State.AreRecoveriesDisabled,
        global.AreRecoveriesDisabled);
}
