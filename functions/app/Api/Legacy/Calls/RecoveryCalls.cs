using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that change a primary.</summary>
internal sealed class RecoveryCalls(CallTargets targets, Recoveries recoveries, RecoveryHistory history, Ham4DbOptions options, TimeProvider time)
{
    public async Task<LegacyAnswer> RecoverAsync(LegacyCall call)
    {
        var failed = await targets.KeyAsync(call);
        var outcome = await recoveries.RecoverAsync(failed, await targets.DesignatedAsync(call), call.Caller, call.Cancellation);
        return outcome switch
        {
            { Successor: { } successor } => LegacyAnswer.Ok($"Recovery executed on {failed}", LegacyKey.Of(successor)),
            { WasAttempted: true, Plan.Kind: not RecoveryKind.DeadPrimary } => LegacyAnswer.Error($"Recovery attempted without success: {Errors(outcome)}", LegacyKey.Of(failed)),
            { WasAttempted: true } => LegacyAnswer.Error($"Recovery attempted but no instance promoted: {Errors(outcome)}", LegacyKey.Of(failed)),
            _ => LegacyAnswer.Error($"Recovery not attempted: {Errors(outcome)}", LegacyKey.Of(failed)),
        };
    }

    public Task<LegacyAnswer> TakeOverAsync(LegacyCall call) => TakeOverAsync(call, isAutomatic: false);

    public Task<LegacyAnswer> TakeOverByItselfAsync(LegacyCall call) => TakeOverAsync(call, isAutomatic: true);

    /// <summary>Failover without a wish and takeover with one: to orchestrator's clients two calls, to the planner one.</summary>
    public async Task<LegacyAnswer> ForceAsync(LegacyCall call)
    {
        var cluster = await targets.ClusterAsync(call);
        var outcome = await recoveries.ForceAsync(cluster, await targets.DesignatedAsync(call), call.Caller, call.Cancellation);
        return await AnswerAsync(outcome, call);
    }

    private static string Errors(RecoveryOutcome outcome) => string.Join(' ', outcome.Errors);

    private async Task<LegacyAnswer> TakeOverAsync(LegacyCall call, bool isAutomatic)
    {
        var cluster = await targets.ClusterAsync(call);
        var outcome = await recoveries.TakeOverAsync(cluster, await targets.DesignatedAsync(call), isAutomatic, call.Caller, call.Cancellation);
        return await AnswerAsync(outcome, call);
    }

    private async Task<LegacyAnswer> AnswerAsync(RecoveryOutcome outcome, LegacyCall call)
    {
        var record = outcome.WasAttempted ? await history.FindAsync(r => r.Uid == outcome.Uid, call.Cancellation) : null;
        var details = record is null ? null : RecoveryMapper.Map(record, options, time.GetUtcNow());
        return outcome.Successor is { } successor
            ? LegacyAnswer.Ok(string.Join(' ', outcome.Errors.Prepend($"{successor} is the new primary.")), details)
            : LegacyAnswer.Error($"No instance promoted: {Errors(outcome)}", details);
    }
}
