using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Recoveries that a person asks for. Each is the cluster's one recovery orchestration, and each waits until it has ended.</summary>
internal sealed class Recoveries(FleetLookup lookup, FleetReader reader, FleetStore store, Audit audit)
{
    /// <summary>Recovers an instance whose analysis calls for it, passing over switches, downtime and blocks.</summary>
    /// <param name="failed">The instance.</param>
    /// <param name="candidate">Its successor; null leaves the choice to the planner.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait; the recovery goes on.</param>
    /// <exception cref="OperationException">Nothing was attempted; the message says why.</exception>
    public async Task<RecoveryOutcome> RecoverAsync(InstanceKey failed, InstanceKey? candidate, Caller caller, CancellationToken cancellationToken)
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
        return await RunAsync("recover", request, caller, cancellationToken);
    }

    /// <summary>Hands a well primary's role over.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="designated">The new primary; null for the only replica, or for any when <paramref name="isAutomatic"/>.</param>
    /// <param name="isAutomatic">Choose among several replicas, and start replication on the old primary afterwards.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait; the takeover goes on.</param>
    /// <exception cref="OperationException">Nothing was attempted; the message says why.</exception>
    public async Task<RecoveryOutcome> TakeOverAsync(
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
        return await RunAsync(isAutomatic ? "graceful-master-takeover-auto" : "graceful-master-takeover", request, caller, cancellationToken);
    }

    /// <summary>Replaces a primary whether it lives or not; one that lives is fenced first.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="designated">The new primary; null leaves the choice to the planner.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait; the failover goes on.</param>
    /// <exception cref="OperationException">Nothing was attempted; the message says why.</exception>
    public async Task<RecoveryOutcome> ForceAsync(ClusterRecord cluster, InstanceKey? designated, Caller caller, CancellationToken cancellationToken)
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
        return await RunAsync(designated is null ? "force-master-failover" : "force-master-takeover", request, caller, cancellationToken);
    }

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

    private async Task<RecoveryOutcome> RunAsync(string operation, RecoveryRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var id = RecoverCluster.InstanceId(request.ClusterId);
        if (!await DurableStart.TryAsync(caller.Client, nameof(RecoverCluster), request, id, cancellationToken))
            throw new OperationException(OperationError.Conflict, await DescribeRunningAsync(request, cancellationToken));
        var target = request.Designated is { } designated ? $" in favour of {designated}" : "";
        await audit.WriteAsync(operation, request.ClusterId, request.Primary, caller, $"{operation} of {request.Primary}{target} was asked for.", cancellationToken);
        var ended = await caller.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, cancellationToken);
        return ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed && ended.ReadOutputAs<RecoveryOutcome>() is { } outcome
            ? outcome
            : throw OperationException.Refused($"The recovery ended without a result: {ended.FailureDetails?.ErrorMessage ?? ended.RuntimeStatus.ToString()}");
    }

    private async Task<string> DescribeRunningAsync(RecoveryRequest request, CancellationToken cancellationToken)
    {
        var state = await store.GetStateAsync(request.ClusterId, cancellationToken);
        var since = state.ActiveRecovery is { } active ? $", recovery {active.Uid} of {active.Failed} since {active.StartedAt:u}" : "";
        return $"Recovery not attempted: a recovery of cluster {request.ClusterName} runs already{since}. Only one may run at a time.";
    }
}
