using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Plans a recovery in which the primary stays, on a fresh look at every instance.</summary>
public sealed class PrepareRepair(TopologyReader reader, Ham4DbOptions options)
{
    /// <summary>Runs the activity; it changes nothing.</summary>
    [Function(nameof(PrepareRepair))]
    public async Task<PreparedRecovery> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var request = input.Request;
        var topology = await reader.ProbeAsync(input.Ticket.ClusterId, Evidence.Patient, dead: null, context.CancellationToken);
        var plan = RecoveryPlanner.PlanRepair(request.Kind, topology, request.Primary, Policies.ForRecovery(options, topology), request.Designated);
        var problem = request.Kind.ReplacesSource() ? LivenessProblem(topology, request) : "";
        if (problem.Length == 0 && !plan.IsExecutable) problem = PrepareFailover.Explain(plan);
        return new PreparedRecovery(plan, OldPrimaryServerId: "", problem);
    }

    private static string LivenessProblem(ClusterTopology topology, RecoveryRequest request)
    {
        var failed = request.Primary;
        var connected = topology.ReplicasOf(failed).Where(r => r is { IsLastCheckValid: true, Snapshot.Replication.IsConnected: true }).Select(r => r.Key).ToList();
        if (connected.Count > 0) return $"{string.Join(", ", connected)} {(connected.Count == 1 ? "is" : "are")} connected to {failed}; nothing was changed.";
        // That it lives and its replicas cannot reach it is a finding of its own.
        return request.Code != AnalysisCode.AllIntermediatePrimaryReplicasFailingToConnectOrDead && topology.Members.GetValueOrDefault(failed) is { IsLastCheckValid: true }
            ? $"{failed} answers again; nothing was changed."
            : "";
    }
}
