using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that change a primary.</summary>
internal sealed class RecoveryCalls(CallTargets targets, Recoveries recoveries, Ham4DbOptions options, TimeProvider time)
{
    public async Task<LegacyAnswer> RecoverAsync(LegacyCall call)
    {
        var failed = await targets.KeyAsync(call);
        var run = await recoveries.RunAsync(recoveries.RecoverAsync(failed, await targets.DesignatedAsync(call), call.Caller, call.Cancellation), call.Caller, call.Cancellation);
        return run switch
        {
            { Recovery.Successor: { } successor } => LegacyAnswer.Ok($"Recovery executed on {failed}", LegacyKey.Of(successor)),
            { Recovery: { } record } when (record.Plan?.Kind ?? record.Kind) != RecoveryKind.DeadPrimary => LegacyAnswer.Error($"Recovery attempted without success: {Errors(run)}", LegacyKey.Of(failed)),
            { Recovery: not null } => LegacyAnswer.Error($"Recovery attempted but no instance promoted: {Errors(run)}", LegacyKey.Of(failed)),
            _ => LegacyAnswer.Error($"Recovery not attempted: {Errors(run)}", LegacyKey.Of(failed)),
        };
    }

    public Task<LegacyAnswer> TakeOverAsync(LegacyCall call) => TakeOverAsync(call, isAutomatic: false);

    public Task<LegacyAnswer> TakeOverByItselfAsync(LegacyCall call) => TakeOverAsync(call, isAutomatic: true);

    /// <summary>Failover without a wish and takeover with one: to orchestrator's clients two calls, to the planner one.</summary>
    public async Task<LegacyAnswer> ForceAsync(LegacyCall call)
    {
        var cluster = await targets.ClusterAsync(call);
        return Answer(await recoveries.RunAsync(recoveries.ForceAsync(cluster, await targets.DesignatedAsync(call), call.Caller, call.Cancellation), call.Caller, call.Cancellation));
    }

    /// <summary>Whether the instance of <c>{host}/{port}</c> is a cascade standby.</summary>
    public async Task<bool> IsCascadeAsync(LegacyCall call) => (await targets.InstanceAsync(call)).Member.Snapshot.Condition is { IsCascade: true };

    /// <summary>Hands the role of the cluster's primary over to the instance of <c>{host}/{port}</c>.</summary>
    public async Task<LegacyAnswer> TakeOverToAsync(LegacyCall call)
    {
        var wanted = recoveries.TakeOverAsync(await targets.ClusterAsync(call), await targets.KeyAsync(call), isAutomatic: true, call.Caller, call.Cancellation);
        return Answer(await recoveries.RunAsync(wanted, call.Caller, call.Cancellation));
    }

    /// <summary>Promotes the instance of <c>{host}/{port}</c> in place of a primary that is lost.</summary>
    public async Task<LegacyAnswer> FailOverToAsync(LegacyCall call)
    {
        var cluster = await targets.ClusterAsync(call);
        if (cluster.Primary is not { } primary) return LegacyAnswer.Error($"No instance promoted: cluster {cluster.Name} has no primary that it could replace.");
        var wanted = recoveries.RecoverAsync(primary, await targets.KeyAsync(call), call.Caller, call.Cancellation);
        return Answer(await recoveries.RunAsync(wanted, call.Caller, call.Cancellation));
    }

    private static string Errors(OperationRun run) => string.Join(' ', run.Errors);

    private async Task<LegacyAnswer> TakeOverAsync(LegacyCall call, bool isAutomatic)
    {
        var cluster = await targets.ClusterAsync(call);
        var wanted = recoveries.TakeOverAsync(cluster, await targets.DesignatedAsync(call), isAutomatic, call.Caller, call.Cancellation);
        return Answer(await recoveries.RunAsync(wanted, call.Caller, call.Cancellation));
    }

    private LegacyAnswer Answer(OperationRun run)
    {
        var details = run.Recovery is { } record ? RecoveryMapper.Map(record, options, time.GetUtcNow()) : null;
        return run.Recovery?.Successor is { } successor
            ? LegacyAnswer.Ok(string.Join(' ', run.Errors.Prepend($"{successor} is the new primary.")), details)
            : LegacyAnswer.Error($"No instance promoted: {Errors(run)}", details);
    }
}
