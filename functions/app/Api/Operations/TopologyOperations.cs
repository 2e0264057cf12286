using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Operations on topologies that a person asks for: shown as a dry run, or run and waited for.</summary>
internal sealed class TopologyOperations(FleetLookup lookup, OperationPlanning planning, Discovery discovery, FleetStore store, OperationRuns runs)
{
    /// <summary>A request as the planner wants it.</summary>
    /// <param name="kind">The operation.</param>
    /// <param name="instance">The instance that is operated on.</param>
    /// <param name="target">The second instance; null for none.</param>
    /// <param name="pattern">Chooses among several instances; empty for all.</param>
    /// <param name="arguments">Further values; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">There is no such operation, the instance is not known, or the pattern is none.</exception>
    public async Task<OperationRequest> RequestAsync(
        string kind,
        InstanceKey instance,
        InstanceKey? target,
        string pattern,
        IReadOnlyDictionary<string, string>? arguments,
        CancellationToken cancellationToken)
    {
        if (OperationRules.Find(kind) is not { } rule)
            throw OperationException.Invalid($"'{kind}' is no operation; there are {string.Join(", ", OperationRules.All.Select(r => r.Kind))}.");
        if (!Patterns.TryParse(pattern, out _, out var error)) throw OperationException.Invalid($"'{pattern}' is not a regular expression that can be used: {error}.");
        var cluster = await lookup.FindClusterAsync(instance, cancellationToken);
        return new OperationRequest
        {
            Kind = rule.Kind,
            ClusterId = cluster.ClusterId,
            Instance = instance,
            Target = target,
            Pattern = pattern,
            Arguments = arguments ?? new Dictionary<string, string>(),
        };
    }

    /// <summary>What the operation would do now. Changes nothing.</summary>
    public Task<OperationPlan> PlanAsync(OperationRequest request, CancellationToken cancellationToken) => planning.PlanAsync(request, cancellationToken);

    /// <summary>Starts an operation.</summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="uid">Its id: started again with the same, it is done once.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up; it may have been started.</param>
    /// <exception cref="OperationException">Another one runs in the cluster.</exception>
    public async Task<AcceptedOperation> StartAsync(OperationRequest request, string uid, Caller caller, CancellationToken cancellationToken)
    {
        var cluster = await store.FindClusterAsync(request.ClusterId, cancellationToken);
        var accepted = new AcceptedOperation
        {
            Uid = uid,
            Kind = request.Kind,
            ClusterId = request.ClusterId,
            ClusterName = cluster?.Name ?? "",
            Instance = request.Instance,
            Actor = caller.Actor,
            Order = new OperationOrder(uid, request, cluster?.Name ?? "", caller.Actor),
        };
        return await runs.StartAsync(accepted, Describe(request), caller, () => DescribeRunningAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Runs an operation and waits for its end.</summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Ends the wait; the operation goes on.</param>
    /// <returns>How it ended: it was done, in whole or in part, or tried and failed.</returns>
    /// <exception cref="OperationException">Nothing was changed; the message says why.</exception>
    public async Task<OperationRecord> RunAsync(OperationRequest request, Caller caller, CancellationToken cancellationToken)
    {
        var accepted = await StartAsync(request, OperationRuns.NewUid(), caller, cancellationToken);
        var run = await runs.WaitAsync(accepted.Uid, limit: null, caller.Client, cancellationToken);
        if (run?.Operation is not { } record)
            throw new OperationException(OperationError.Conflict, $"{request.Kind} was not begun. {string.Join(' ', run?.Errors ?? [])}");
        if (record.Status == OperationStatus.Refused) throw OperationException.Refused(string.Join(' ', record.Errors));
        await RefreshAsync(record, cancellationToken);
        return record;
    }

    /// <summary>Looks at all instances that an operation has changed, so that whoever asks next sees what was done.</summary>
    public async Task RefreshAsync(OperationRecord record, CancellationToken cancellationToken)
    {
        var touched = (record.Plan?.Steps ?? []).Select(s => s.Target).Append(record.Request.Instance).Distinct();
        await Task.WhenAll(touched.Select(key => discovery.DiscoverAsync(key, cancellationToken)));
    }

    /// <summary>Operations, newest first.</summary>
    public IAsyncEnumerable<OperationRecord> ReadAsync(CancellationToken cancellationToken) => store.GetOperationsAsync(cancellationToken);

    private static string Describe(OperationRequest request)
    {
        var target = request.Target is { } key ? $" with {key}" : "";
        var pattern = request.Pattern.Length > 0 ? $", only {request.Pattern}" : "";
        return $"{request.Kind} of {request.Instance}{target}{pattern} was asked for.";
    }

    private async Task<string> DescribeRunningAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var state = await store.GetStateAsync(request.ClusterId, cancellationToken);
        var running = OperationGate.Refuse(state) ?? "Another operation of the cluster runs; one at a time per cluster.";
        return $"{request.Kind} was not begun. {running}";
    }
}
