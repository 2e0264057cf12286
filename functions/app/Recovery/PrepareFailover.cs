using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Makes sure that the primary is dead, fences what can be fenced, cuts the replicas off from it and plans on their final positions.</summary>
public sealed class PrepareFailover(
    TopologyReader reader, EngineRegistry engines, RecoveryGuard guard, RecoveryTimeline timeline, LossCount losses, SelfFencingWait selfFencing, Ham4DbOptions options)
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FenceTimeout = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs the activity. Run twice, it finds the replicas cut off already and plans the same. Where it ends with a problem, <see cref="UndoFailover"/> undoes what it did.</summary>
    [Function(nameof(PrepareFailover))]
    public async Task<PreparedRecovery> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var cancellationToken = context.CancellationToken;
        var failed = input.Request.Primary;
        var patience = Evidence.Patience(input.Request.SeenBy, ProbeTimeout);
        var ping = engines.For(failed).PingAsync(failed, Evidence.Patience(input.Request.SeenBy, PingTimeout), cancellationToken);
        var topology = await reader.ProbeAsync(input.Ticket.ClusterId, patience, failed, cancellationToken);
        var plan = Plan(topology, input);
        var serverId = topology.Members.TryGetValue(failed, out var member) ? member.Snapshot.ServerId : "";
        var answer = await ping;
        if (!input.Request.IgnoreLiveness && LivenessProblem(topology, answer, failed) is { Length: > 0 } alive) return new PreparedRecovery(plan, serverId, alive);
        if (!plan.IsExecutable) return new PreparedRecovery(plan, serverId, Explain(plan));
        if (answer.IsAlive && await FenceLivingAsync(input, cancellationToken) is { Length: > 0 } unfenced) return new PreparedRecovery(plan, serverId, unfenced);

        try
        {
            Task<bool>[] fences = [.. plan.Steps.Where(s => s.Kind == PlanStepKind.FenceOldPrimary && s.Target == failed).Select(s => FenceAsync(input.Ticket, s, cancellationToken))];
            var others = plan.Steps.Where(s => s.Kind == PlanStepKind.FenceOldPrimary && s.Target != failed).Select(s => FenceAsync(input.Ticket, s, cancellationToken));
            // What stands still already, perhaps on somebody's purpose, is not to be started when this is undone.
            var stops = plan.Steps
                .Where(s => s.Kind == PlanStepKind.StopReceiver && topology.Members[s.Target].Snapshot.Replication?.Receiver != ReplicationThreadState.Stopped)
                .Select(s => StopReceiverAsync(input, s.Target, cancellationToken));
            await Task.WhenAll([.. fences, .. others, .. stops]);
            var isFenced = answer.IsAlive || fences.Any(fence => fence.Result);
            if (!isFenced && await selfFencing.RunAsync(input.Ticket, failed, cancellationToken) && await AfterWaitAsync(input, cancellationToken) is { Length: > 0 } back)
                return new PreparedRecovery(plan, serverId, back);
        }
        catch (RecoverySupersededException exception)
        {
            return new PreparedRecovery(plan, serverId, exception.Message);
        }

        topology = await reader.ProbeAsync(input.Ticket.ClusterId, patience, failed, cancellationToken);
        plan = await losses.CompleteAsync(Plan(topology, input), cancellationToken);
        return new PreparedRecovery(plan, serverId, plan.IsExecutable ? "" : Explain(plan)) { WasLossless = WasLossless(topology, plan) };
    }

    private static bool WasLossless(ClusterTopology topology, RecoveryPlan plan) =>
        plan.Loss is { IsKnown: false, Durability: DurabilityClass.Synchronous }
        && topology.Members.TryGetValue(plan.OldPrimary, out var old)
        && topology.ReplicasOf(plan.OldPrimary).Count(m => !m.IsLastCheckValid) < old.Snapshot.SemiSync.WaitForReplicaCount;

    /// <summary>What forbids a plan, in words.</summary>
    internal static string Explain(RecoveryPlan plan) => string.Join(' ', plan.Blockers.Select(b => b.Reason));

    private RecoveryPlan Plan(ClusterTopology topology, RecoveryStepInput input)
    {
        var policy = Policies.ForRecovery(options, topology);
        policy = policy with { IgnoredForPromotion = policy.IgnoredForPromotion.Concat(input.FailedCandidates).ToHashSet() };
        return RecoveryPlanner.PlanDeadPrimary(topology, input.Request.Primary, policy, input.Request.Designated);
    }

    private static string LivenessProblem(ClusterTopology topology, LivenessOutcome ping, InstanceKey failed)
    {
        if (ping.IsAlive)
        {
            var how = ping.Failure is { } failure ? $" ({failure.Message})" : ping.IsWritable == false ? ", but it is read-only: make it writable, or let another take over" : "";
            return $"{failed} answers again{how}; nothing was changed.";
        }

        var connected = topology.ReplicasOf(failed).Where(r => r is { IsLastCheckValid: true, Snapshot.Replication.IsConnected: true }).ToList();
        return connected.Count == 0
            ? ""
            : $"{connected.Count} of its replicas are still connected to {failed} ({string.Join(", ", connected.Select(r => r.Key))}); nothing was changed.";
    }

    private async Task<string> FenceLivingAsync(RecoveryStepInput input, CancellationToken cancellationToken)
    {
        try
        {
            await using var primary = await guard.OpenAsync(input.Ticket, input.Request.Primary, cancellationToken);
            await primary.ChangeAsync(
                RecoveryTimeline.Fence,
                $"End client connections of {primary.Key} and make it read-only.",
                async session =>
                {
                    await session.KillClientConnectionsAsync(cancellationToken);
                    await session.SetReadOnlyAsync(readOnly: true, cancellationToken);
                    await session.KillClientConnectionsAsync(cancellationToken);
                },
                cancellationToken);
            return "";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"{input.Request.Primary} answers and cannot be fenced: {exception.Message} Promoting another instance would make two writable primaries.";
        }
    }

    private async Task<bool> FenceAsync(RecoveryTicket ticket, PlanStep step, CancellationToken cancellationToken)
    {
        var isFenced = false;
        await timeline.StepAsync(
            ticket,
            RecoveryTimeline.Fence,
            step.Target,
            step.Description,
            async () => isFenced = await engines.For(step.Target).TryFenceAsync(step.Target, FenceTimeout, cancellationToken),
            cancellationToken);
        return isFenced;
    }

    // The wait is long: meanwhile it may have come back.
    private async Task<string> AfterWaitAsync(RecoveryStepInput input, CancellationToken cancellationToken)
    {
        var failed = input.Request.Primary;
        if (!(await engines.For(failed).PingAsync(failed, Evidence.Patient, cancellationToken)).IsAlive) return "";
        return input.Request.IgnoreLiveness ? await FenceLivingAsync(input, cancellationToken) : $"{failed} answers again after the wait for its agent; nobody was promoted.";
    }

    private async Task StopReceiverAsync(RecoveryStepInput input, InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var replica = await guard.OpenAsync(input.Ticket, key, cancellationToken);
            await replica.ChangeAsync(
                RecoveryTimeline.StopReceiver,
                $"Stop receiving on {key}, so that its position is final.",
                session => session.StopReceiverAsync(cancellationToken),
                cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            // The probe that follows sees it as it is; the plan on final positions decides without it.
        }
    }
}
