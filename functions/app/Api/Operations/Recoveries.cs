using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Recoveries that a person asks for. Each is the cluster's one recovery orchestration.</summary>
internal sealed class Recoveries(FleetLookup lookup, FleetReader reader, FleetStore store, OperationRuns runs)
{
    /// <summary>Recovers an instance whose analysis calls for it, passing over switches, downtime and blocks.</summary>
    /// <param name="failed">The instance.</param>
    /// <param name="candidate">Its successor; null leaves the choice to the planner.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is to be asked for.</returns>
    /// <exception cref="OperationException">It is not to be attempted; the message says why.</exception>
    public async Task<AcceptedOperation> RecoverAsync(InstanceKey failed, InstanceKey? candidate, Caller caller, CancellationToken cancellationToken)
    {
        var instance = await lookup.ReadInstanceAsync(failed, cancellationToken);
        var finding = instance.Cluster.Findings.FirstOrDefault(f => f.Instance == failed);
        if (finding is null or { Code: AnalysisCode.NoProblem })
            throw OperationException.Refused($"Recovery not attempted: {failed} is well ({nameof(AnalysisCode.NoProblem)}).");
        if (RecoveryAnswer.KindFor(finding.Action) is not { } kind)
        {
            throw OperationException.Refused(
                $"Recovery not attempted: {failed} is found {FailureAnalysis.LegacyName(finding.Code)} ({finding.Description}), for which no recovery is known.");
        }

        EnsureMember(instance.Cluster, candidate);
        var request = Request(instance.Cluster, failed, caller) with { Kind = kind, Code = finding.Code, Designated = candidate };
        return Wanted("recover", request);
    }

    /// <summary>Hands a well primary's role over.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="designated">The new primary; null for the only replica, or for any when <paramref name="isAutomatic"/>.</param>
    /// <param name="isAutomatic">Choose among several replicas, and start replication on the old primary afterwards.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is to be asked for.</returns>
    /// <exception cref="OperationException">It is not to be attempted; the message says why.</exception>
    public async Task<AcceptedOperation> TakeOverAsync(
        ClusterRecord cluster, InstanceKey? designated, bool isAutomatic, Caller caller, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(cluster, cancellationToken);
        EnsureMember(view, designated);
        var request = Request(view, PrimaryOf(view), caller) with
        {
            Kind = RecoveryKind.PlannedTakeover,
            Designated = designated,
            ChooseSuccessor = isAutomatic,
            StartOldPrimary = isAutomatic,
        };
        return Wanted(isAutomatic ? "graceful-master-takeover-auto" : "graceful-master-takeover", request);
    }

    /// <summary>Replaces a primary whether it lives or not; one that lives is fenced first.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="designated">The new primary; null leaves the choice to the planner.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is to be asked for.</returns>
    /// <exception cref="OperationException">It is not to be attempted; the message says why.</exception>
    public async Task<AcceptedOperation> ForceAsync(ClusterRecord cluster, InstanceKey? designated, Caller caller, CancellationToken cancellationToken)
    {
        var view = await reader.ReadAsync(cluster, cancellationToken);
        EnsureMember(view, designated);
        var primary = PrimaryOf(view);
        var request = Request(view, primary, caller) with
        {
            Kind = RecoveryKind.DeadPrimary,
            Code = view.Findings.FirstOrDefault(f => f.Instance == primary)?.Code ?? AnalysisCode.NoProblem,
            Designated = designated,
            IgnoreLiveness = true,
        };
        return Wanted(designated is null ? "force-master-failover" : "force-master-takeover", request);
    }

    /// <summary>Starts what one of the others made.</summary>
    /// <param name="wanted">What is to be done.</param>
    /// <param name="uid">Its id: started again with the same, it is done once.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up; it may have been started.</param>
    /// <exception cref="OperationException">Another one runs in the cluster.</exception>
    public Task<AcceptedOperation> StartAsync(AcceptedOperation wanted, string uid, Caller caller, CancellationToken cancellationToken)
    {
        var request = wanted.Recovery! with { Uid = uid };
        var target = request.Designated is { } designated ? $" in favour of {designated}" : "";
        return runs.StartAsync(
            wanted with { Uid = uid, Recovery = request },
            $"{wanted.Kind} of {request.Primary}{target} was asked for.",
            caller,
            () => DescribeRunningAsync(request, cancellationToken),
            cancellationToken);
    }

    /// <summary>Starts what one of the others made, and waits for its end.</summary>
    /// <exception cref="OperationException">Another one runs in the cluster.</exception>
    public async Task<OperationRun> RunAsync(Task<AcceptedOperation> wanted, Caller caller, CancellationToken cancellationToken)
    {
        var accepted = await StartAsync(await wanted, OperationRuns.NewUid(), caller, cancellationToken);
        return await runs.WaitAsync(accepted.Uid, limit: null, caller.Client, cancellationToken)
            ?? throw OperationException.Refused("The recovery ended without a result.");
    }

    private static AcceptedOperation Wanted(string kind, RecoveryRequest request) => new()
    {
        Uid = "",
        Kind = kind,
        ClusterId = request.ClusterId,
        ClusterName = request.ClusterName,
        Instance = request.Primary,
        Actor = request.Actor,
        Recovery = request,
    };

    private static InstanceKey PrimaryOf(ClusterView view) => view.Primary?.Key
        ?? throw OperationException.Refused($"Cluster {view.Record.Name} has no known primary.");

    private static void EnsureMember(ClusterView view, InstanceKey? designated)
    {
        if (designated is { } key && !view.Topology.Members.ContainsKey(key))
            throw OperationException.NotFound($"Instance not found: {key} is not a known instance of cluster {view.Record.Name}.");
    }

    private static RecoveryRequest Request(ClusterView view, InstanceKey primary, Caller caller) => new()
    {
        ClusterId = view.Record.ClusterId,
        ClusterName = view.Record.Name,
        ClusterAlias = view.Record.Alias,
        Primary = primary,
        Replicas = [.. view.Topology.ReplicasOf(primary).Select(r => r.Key)],
        IsForced = true,
        Actor = caller.Actor,
        NoticedAt = view.State.Detections.FirstOrDefault(d => d.Instance == primary)?.At,
    };

    private async Task<string> DescribeRunningAsync(RecoveryRequest request, CancellationToken cancellationToken)
    {
        var state = await store.GetStateAsync(request.ClusterId, cancellationToken);
        var since = state.ActiveRecovery is { } active ? $", recovery {active.Uid} of {active.Failed} since {active.StartedAt:u}" : "";
        return $"Recovery not attempted: a recovery of cluster {request.ClusterName} runs already{since}. Only one may run at a time.";
    }
}
