using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Carries out the plan of a recovery in which the primary stays. What rests on a step that failed is left as it is.</summary>
public sealed class ExecuteRepair(TopologyReader reader, RecoveryGuard guard, ReplicaMover mover, InstanceRepair instances, Ham4DbOptions options)
{
    /// <summary>Runs the activity. Run twice, it ends the same: each step sets what is to be.</summary>
    [Function(nameof(ExecuteRepair))]
    public async Task<RepairResult> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var plan = input.Plan!;
        List<(PlanStep Step, MoveResult Result)> done = [];
        foreach (var stage in plan.Steps.GroupBy(s => s.Stage).OrderBy(g => g.Key))
        {
            var failed = done.Where(d => d.Result.IsLost).Select(d => d.Step.Target).ToHashSet();
            done.AddRange(await Task.WhenAll(stage.Select(async step => (step, step.Source is { } source && failed.Contains(source)
                ? new MoveResult($"{step.Target} stays where it is, because its new source {source} is not ready.", IsLost: true)
                : await RunAsync(input, step, context.CancellationToken)))));
        }

        var isEach = plan.Kind is RecoveryKind.DeadGroupMember or RecoveryKind.ReadOnlyPrimary;
        var changes = done.Where(d => d.Step.Kind != PlanStepKind.WaitForApply).ToList();
        return new RepairResult(
            isEach ? changes.All(IsDone) : changes.Any(IsDone),
            [.. changes.Where(d => d.Step.Kind == PlanStepKind.Repoint && !IsDone(d)).Select(d => d.Step.Target)],
            [.. done.Select(d => d.Result.Problem).Where(p => p.Length > 0)])
        {
            MayHaveStopped = await instances.MayHaveStoppedAsync(input, context.CancellationToken),
        };

        static bool IsDone((PlanStep Step, MoveResult Result) done) => done.Result.Problem.Length == 0;
    }

    private async Task<MoveResult> RunAsync(RecoveryStepInput input, PlanStep step, CancellationToken cancellationToken)
    {
        if (step.Kind == PlanStepKind.Repoint) return await mover.MoveAsync(input.Ticket, step, snapshot => WhyNotMoveAsync(input, step, snapshot, cancellationToken), cancellationToken);
        try
        {
            if (step.Kind is PlanStepKind.StopDuplicatePrimary or PlanStepKind.StartStandby)
            {
                await (step.Kind == PlanStepKind.StartStandby ? instances.StartStandbyAsync(input, step, cancellationToken) : instances.StopDuplicateAsync(input, step, cancellationToken));
                return MoveResult.Moved;
            }

            await using var instance = await guard.OpenAsync(input.Ticket, step.Target, cancellationToken);
            if (step.Kind == PlanStepKind.MakeWritable && await WhyNotWritableAsync(input, cancellationToken) is { Length: > 0 } reason) return new MoveResult(reason, IsLost: true);
            await instance.ChangeAsync(NameOf(step.Kind), step.Description, session => ChangeAsync(session, step, cancellationToken), cancellationToken);
            return MoveResult.Moved;
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException or RecoverySupersededException)
        {
            return new MoveResult(exception.Message, IsLost: true);
        }
    }

    private async Task ChangeAsync(IInstanceSession session, PlanStep step, CancellationToken cancellationToken)
    {
        switch (step.Kind)
        {
            case PlanStepKind.WaitForApply:
                var limit = TimeSpan.FromSeconds(options.ReasonableMaintenanceReplicationLagSeconds);
                if (!await session.WaitForGtidSetAsync(step.GtidSet, limit, cancellationToken))
                    throw new InstanceOperationException($"{step.Target} has not applied {step.GtidSet} within {limit.TotalSeconds:F0} s.");
                break;
            case PlanStepKind.DisableSemiSyncSource:
                await session.SetSemiSyncSourceAsync(enabled: false, cancellationToken);
                break;
            case PlanStepKind.EnableSemiSyncReplica or PlanStepKind.DisableSemiSyncReplica:
                // A receiver tells its source only when it connects that it acknowledges.
                await session.SetSemiSyncReplicaAsync(step.Kind == PlanStepKind.EnableSemiSyncReplica, cancellationToken);
                await session.ReconnectReceiverAsync(cancellationToken);
                break;
            case PlanStepKind.MakeWritable:
                await session.SetReadOnlyAsync(readOnly: false, cancellationToken);
                break;
            default:
                throw new NotSupportedException($"A step {step.Kind} belongs to a change of the primary.");
        }
    }

    // Another operator may have moved it since it was planned.
    private async Task<string> WhyNotMoveAsync(RecoveryStepInput input, PlanStep step, InstanceSnapshot snapshot, CancellationToken cancellationToken)
    {
        var source = await reader.SourceOfAsync(input.Ticket.ClusterId, snapshot, cancellationToken);
        return source == input.Plan!.OldPrimary || source == step.Source
            ? ""
            : $"{step.Target} replicates from {source?.ToString() ?? "nobody"} now and not from {input.Plan.OldPrimary}: another operator moved it. It was left there.";
    }

    // Long may have passed since it was planned, above all in a second run: one more look, and the last.
    private async Task<string> WhyNotWritableAsync(RecoveryStepInput input, CancellationToken cancellationToken)
    {
        var topology = await reader.ProbeAsync(input.Ticket.ClusterId, Evidence.Patient, dead: null, cancellationToken);
        var blockers = RecoveryPlanner.PlanReadOnlyPrimary(topology, input.Plan!.OldPrimary).Blockers;
        return blockers.All(b => b.Code == BlockerCode.AlreadyWritable) ? "" : string.Join(' ', blockers.Select(b => b.Reason));
    }

    private static string NameOf(PlanStepKind kind) => kind switch
    {
        PlanStepKind.WaitForApply => "wait-for-apply",
        PlanStepKind.DisableSemiSyncSource => "disable-semi-sync-source",
        PlanStepKind.EnableSemiSyncReplica => "enable-semi-sync-replica",
        PlanStepKind.DisableSemiSyncReplica => "disable-semi-sync-replica",
        _ => "make-writable",
    };
}
