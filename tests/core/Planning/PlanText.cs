using Ham4Db.Core.Planning;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>Plans as short text, with instances named by their ports.</summary>
static class PlanText
{
    /// <summary><c>1 Fence 1, 1 Stop 2&lt;1, 2 Wait 2, 3 Promote 2, 4 Repoint 3&lt;2</c>.</summary>
    public static string Steps(RecoveryPlan plan) => string.Join(", ", plan.Steps.Select(s => $"{s.Stage} {Word(s.Kind)} {s.Target.Port}{(s.Source is { } source ? $"<{source.Port}" : "")}"));

    /// <summary>Codes of the blockers, in order; <c>none</c> for none.</summary>
    public static string Blockers(RecoveryPlan plan) => plan.Blockers.Count == 0 ? "none" : string.Join(' ', plan.Blockers.Select(b => b.Code));

    public static string Candidate(RecoveryPlan plan) => plan.Candidate?.Port.ToString() ?? "nobody";

    public static string Lost(RecoveryPlan plan) => string.Join(' ', plan.LostReplicas.Select(l => l.Instance.Port));

    public static CandidateVerdict Verdict(RecoveryPlan plan, int port) => plan.Verdicts.Single(v => v.Instance.Port == port);

    static string Word(PlanStepKind kind) => kind switch
    {
        PlanStepKind.FenceOldPrimary => "Fence",
        PlanStepKind.StopReceiver => "Stop",
        PlanStepKind.DemoteOldPrimary => "Demote",
        PlanStepKind.WaitForApply => "Wait",
        PlanStepKind.RejoinOldPrimary => "Rejoin",
        _ => kind.ToString(),
    };
}
