using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Api.V2;

/// <summary>What is being done about a finding that calls for a recovery.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Code">Its finding.</param>
/// <param name="Kind">The recovery that answers it.</param>
/// <param name="State">Whether that runs, begins, is held back, or waits for a person.</param>
/// <param name="Reason">Why it does not begin by itself, or is held back, in words; empty where it runs or begins.</param>
internal sealed record AnswerView(InstanceKey Instance, AnalysisCode Code, RecoveryKind Kind, AnswerState State, string Reason)
{
    public static IEnumerable<AnswerView> Of(ClusterView view)
    {
        foreach (var finding in view.Findings)
        {
            if (RecoveryAnswer.KindFor(finding.Action) is not { } kind) continue;
            var (state, reason) = StateOf(view, finding, kind);
            yield return new AnswerView(finding.Instance, finding.Code, kind, state, reason);
        }
    }

    private static (AnswerState State, string Reason) StateOf(ClusterView view, Finding finding, RecoveryKind kind)
    {
        var (record, state) = (view.Record, view.State);
        if (state.ActiveRecovery is not null) return (AnswerState.Runs, "");
        if (RecoveryAnswer.WhyNot(finding, kind, view.Options, record.Name, record.Alias) is { } why) return (AnswerState.ByHand, why);
        if (state.AreRecoveriesDisabled) return (AnswerState.ByHand, "Automatic recoveries are switched off for this cluster.");
        return state.Block is { } block && block.Instance == finding.Instance && !(block.Until < view.Now) ? (AnswerState.HeldBack, block.Reason) : (AnswerState.Begins, "");
    }
}
