using Ham4Db.Core.Planning;
using Ham4Db.Functions.Alerts;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>The only way in which a cluster is recovered, and in which it gets another primary. Its instance id is that of the cluster, so that it runs once at a time.</summary>
public static class RecoverCluster
{
    // Each further attempt plans anew, without the candidate that failed.
    private const int MaxAttempts = 3;

    private static readonly RetryPolicy Retry = new(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(1), backoffCoefficient: 2);

    /// <summary>Instance id of the recovery of a cluster.</summary>
    public static string InstanceId(string clusterId) => "recover:" + clusterId;

    /// <summary>Opens the recovery, executes the plan, closes the recovery.</summary>
    [Function(nameof(RecoverCluster))]
    public static async Task<RecoveryOutcome> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<RecoveryRequest>()!;
        var cluster = new ClusterCalls(context, request.ClusterId);
        var uid = request.Uid.Length > 0 ? request.Uid : context.NewGuid().ToString("N");
        var open = new OpenRecovery(uid, request, new DateTimeOffset(context.CurrentUtcDateTime, TimeSpan.Zero));
        var opened = await cluster.CallAsync<OpenRecoveryResult>(nameof(ClusterEntity.OpenRecovery), open);
        if (!opened.IsAccepted) return new RecoveryOutcome { Errors = [opened.Reason] };

        var input = new RecoveryStepInput(new RecoveryTicket(request.ClusterId, uid, opened.Epoch), request);
        var outcome = new RecoveryOutcome { Uid = uid, WasAttempted = true };
        var refusal = opened.AsksFirst && request.Kind != RecoveryKind.PlannedTakeover ? await AskAsync(context, input) : null;
        if (refusal is not null) outcome = outcome.With(refusal);
        else outcome = request.Kind switch
        {
            RecoveryKind.PlannedTakeover => await TakeOverAsync(context, cluster, input, outcome, opened.AsksFirst),
            RecoveryKind.DeadPrimary => await FailOverAsync(context, cluster, input, outcome),
            _ => await RepairAsync(context, cluster, input, outcome),
        };
        await cluster.CallAsync(nameof(ClusterEntity.CloseRecovery), outcome);
        return outcome;
    }

    private static async Task<RecoveryOutcome> FailOverAsync(
        TaskOrchestrationContext context, ClusterCalls cluster, RecoveryStepInput input, RecoveryOutcome outcome)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (prepared, problem) = await TryAsync<PreparedRecovery>(context, nameof(PrepareFailover), input);
            outcome = outcome with { Plan = prepared?.Plan ?? outcome.Plan };
            problem ??= prepared!.Problem;
            if (problem.Length == 0 && !await BeginPromotionAsync(cluster, input, prepared!)) problem = Superseded(input);
            if (problem.Length > 0) return await UndoAsync(context, cluster, input, outcome.With(problem));

            var step = input with { Plan = prepared!.Plan, PreparedBy = prepared.SeenBy };
            var (promoted, failure) = await TryAsync<PromotionResult>(context, nameof(PromoteCandidate), step);
            failure ??= promoted!.Error;
            if (failure.Length == 0) return await RepointAsync(context, step, outcome);

            outcome = outcome.With(failure);
            if (attempt == MaxAttempts || promoted is not { MayTryAnother: true }) return await UndoAsync(context, cluster, step, outcome);
            input = input with { FailedCandidates = [.. input.FailedCandidates, prepared.Plan.Candidate!.Value] };
        }
    }

    private static async Task<RecoveryOutcome> TakeOverAsync(
        TaskOrchestrationContext context, ClusterCalls cluster, RecoveryStepInput input, RecoveryOutcome outcome, bool asksFirst)
    {
        var (prepared, problem) = await TryAsync<PreparedRecovery>(context, nameof(PrepareTakeover), input);
        outcome = outcome with { Plan = prepared?.Plan };
        problem ??= prepared!.Problem;
        if (problem.Length == 0 && asksFirst) problem = await AskAsync(context, input with { Plan = prepared!.Plan }) ?? "";
        if (problem.Length == 0 && !await BeginPromotionAsync(cluster, input, prepared!)) problem = Superseded(input);
        if (problem.Length > 0) return outcome.With(problem);

        var step = input with { Plan = prepared!.Plan, PreparedBy = prepared.SeenBy };
        var (switched, failure) = await TryAsync<PromotionResult>(context, nameof(SwitchPrimary), step);
        failure ??= switched!.Error;
        if (failure.Length > 0) return outcome.With(failure) with { StaysDemoted = switched?.MayBeWritable ?? true };

        outcome = await RepointAsync(context, step, outcome, switched!.Repointed);
        if (step.Plan.Steps.All(s => s.Kind != PlanStepKind.RejoinOldPrimary)) return outcome;
        var (rejoined, trouble) = await TryAsync<RejoinReport>(context, nameof(RejoinOldPrimary), step);
        rejoined ??= new RejoinReport(step.Plan.OldPrimary, trouble!, ErrantGtidSet: null);
        await cluster.CallAsync(nameof(ClusterEntity.ReportRejoin), rejoined);
        return rejoined.Problem.Length == 0 ? outcome : outcome.With(rejoined.Problem);
    }

    private static async Task<RecoveryOutcome> RepairAsync(TaskOrchestrationContext context, ClusterCalls cluster, RecoveryStepInput input, RecoveryOutcome outcome)
    {
        var (prepared, problem) = await TryAsync<PreparedRecovery>(context, nameof(PrepareRepair), input);
        outcome = outcome with { Plan = prepared?.Plan };
        problem ??= prepared!.Problem;
        // One of two primaries that is stopped has lost its role, and rejoins like any other that has.
        if (problem.Length == 0 && input.Request.Kind == RecoveryKind.DuplicatePrimary && !await BeginPromotionAsync(cluster, input, prepared!)) problem = Superseded(input);
        if (problem.Length > 0) return outcome.With(problem);

        var (repaired, failure) = await TryAsync<RepairResult>(context, nameof(ExecuteRepair), input with { Plan = prepared!.Plan, PreparedBy = prepared.SeenBy });
        if (failure is not null) return outcome.With(failure) with { StaysDemoted = input.Request.Kind == RecoveryKind.DuplicatePrimary };
        return outcome with
        {
            StaysDemoted = repaired!.MayHaveStopped,
            Successor = repaired.IsDone ? prepared.Plan.Candidate : null,
            LostReplicas = [.. prepared.Plan.LostReplicas.Select(v => v.Instance), .. repaired.Lost],
            Errors = [.. outcome.Errors, .. repaired.Errors],
        };
    }

    // From here on there is a new primary, whatever becomes of the replicas.
    private static async Task<RecoveryOutcome> RepointAsync(
        TaskOrchestrationContext context, RecoveryStepInput step, RecoveryOutcome outcome, RepointResult? repointed = null)
    {
        var plan = step.Plan!;
        string? problem = null;
        if (repointed is null) (repointed, problem) = await TryAsync<RepointResult>(context, nameof(RepointReplicas), step);
        repointed ??= new RepointResult([.. plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint).Select(s => s.Target)], [problem!]);
        return outcome with
        {
            Successor = plan.Candidate,
            LostReplicas = [.. plan.LostReplicas.Select(v => v.Instance), .. repointed.Lost],
            Errors = [.. outcome.Errors, .. repointed.Errors],
        };
    }

    private static async Task<RecoveryOutcome> UndoAsync(
        TaskOrchestrationContext context, ClusterCalls cluster, RecoveryStepInput step, RecoveryOutcome outcome)
    {
        await cluster.CallAsync(nameof(ClusterEntity.BeginUndo), step.Ticket.Uid);
        var (undone, problem) = await TryAsync<UndoResult>(context, nameof(UndoFailover), step);
        undone ??= new UndoResult(MayHaveSuccessor: true, [problem!]);
        return outcome with { Errors = [.. outcome.Errors, .. undone.Problems], StaysDemoted = undone.MayHaveSuccessor };
    }

    // Nothing has been changed yet, so that nothing is to be undone.
    private static async Task<string?> AskAsync(TaskOrchestrationContext context, RecoveryStepInput input)
    {
        var (answer, problem) = await TryAsync<HookVerdict>(context, nameof(AskBeforeRecovery), input);
        return answer is null ? problem : answer.Refusal;
    }

    // Activities say what they expect as a result; what they throw is trouble of the moment, such as a store that cannot be reached.
    private static async Task<(T? Result, string? Problem)> TryAsync<T>(TaskOrchestrationContext context, string activity, RecoveryStepInput input)
        where T : class
    {
        try
        {
            return (await context.CallActivityAsync<T>(activity, input, TaskOptions.FromRetryPolicy(Retry)), null);
        }
        catch (TaskFailedException exception)
        {
            return (null, exception.FailureDetails.ErrorMessage);
        }
    }

    private static Task<bool> BeginPromotionAsync(ClusterCalls cluster, RecoveryStepInput input, PreparedRecovery prepared) =>
        cluster.CallAsync<bool>(
            nameof(ClusterEntity.BeginPromotion), new BeginPromotion(input.Ticket.Uid, prepared.Plan, prepared.OldPrimaryServerId, input.FailedCandidates) { WasLossless = prepared.WasLossless });

    private static string Superseded(RecoveryStepInput input) =>
        $"Recovery {input.Ticket.Uid} is not in charge of the cluster any more; nothing was promoted.";
}
