using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls that decide about instances and about recoveries as such.</summary>
internal sealed class DecisionCalls(CallTargets targets, Decisions decisions, Ham4DbOptions options)
{
    private const string Enabled = "enabled";
    private const string Disabled = "disabled";

    private static readonly TimeSpan DefaultDowntime = TimeSpan.FromMinutes(10);

    public async Task<LegacyAnswer> BeginDowntimeAsync(LegacyCall call)
    {
        var duration = call.Has("duration") ? Durations.Parse(call["duration"]) : DefaultDowntime;
        var instance = await targets.InstanceAsync(call);
        await decisions.BeginDowntimeAsync(instance, call["owner"], call["reason"], duration, isConditional: false, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Downtime begun: {instance.Key}", LegacyKey.Of(instance.Key));
    }

    public async Task<LegacyAnswer> EndDowntimeAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        await decisions.EndDowntimeAsync(instance, isConditional: false, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Downtime ended: {instance.Key}", LegacyKey.Of(instance.Key));
    }

    public async Task<LegacyAnswer> RegisterRuleAsync(LegacyCall call)
    {
        var rule = ParseRule(call["rule"]);
        var instance = await targets.InstanceAsync(call);
        await decisions.RegisterRuleAsync(instance, rule, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Registered candidate: {instance.Key}", LegacyKey.Of(instance.Key));
    }

    public Task<LegacyAnswer> EnableRecoveriesAsync(LegacyCall call) => SwitchAsync(disabled: false, call);

    public Task<LegacyAnswer> DisableRecoveriesAsync(LegacyCall call) => SwitchAsync(disabled: true, call);

    public async Task<LegacyAnswer> CheckRecoveriesAsync(LegacyCall call)
    {
        var isDisabled = (await decisions.GetSwitchAsync(call.Cancellation)).AreRecoveriesDisabled;
        return LegacyAnswer.Ok($"Global recoveries {(isDisabled ? Disabled : Enabled)}", isDisabled ? Disabled : Enabled);
    }

    public Task<LegacyAnswer> EnableClusterAsync(LegacyCall call) => SwitchClusterAsync(disabled: false, call);

    public Task<LegacyAnswer> DisableClusterAsync(LegacyCall call) => SwitchClusterAsync(disabled: true, call);

    public async Task<LegacyAnswer> CheckClusterAsync(LegacyCall call)
    {
        var view = await targets.ViewAsync(call);
        var state = LegacyClusterRecoveries.Of(view, await decisions.GetSwitchAsync(call.Cancellation));
        return LegacyAnswer.Ok($"Recoveries of {view.Record.Name} {(state.Enabled ? Enabled : Disabled)}{(state.Reason.Length > 0 ? $". Now held back: {state.Reason}" : "")}", state);
    }

    public Task<LegacyAnswer> FiltersAsync(LegacyCall call) => Task.FromResult(LegacyAnswer.Ok(
        "Automated recovery configuration details",
        new LegacyRecoveryFilters(options.RecoverMasterClusterFilters, options.RecoverIntermediateMasterClusterFilters, options.RecoveryIgnoreHostnameFilters)));

    private async Task<LegacyAnswer> SwitchClusterAsync(bool disabled, LegacyCall call)
    {
        var cluster = await targets.ClusterAsync(call);
        await decisions.SwitchClusterAsync(cluster, disabled, call.Caller, call.Cancellation);
        var state = LegacyClusterRecoveries.Of(await targets.ViewAsync(call), await decisions.GetSwitchAsync(call.Cancellation));
        return LegacyAnswer.Ok($"Recoveries of {cluster.Name} {(disabled ? Disabled : Enabled)}", state);
    }

    private async Task<LegacyAnswer> SwitchAsync(bool disabled, LegacyCall call)
    {
        await decisions.SwitchAsync(disabled, instead: null, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Globally {(disabled ? Disabled : Enabled)} recoveries", disabled ? Disabled : Enabled);
    }

    private static PromotionRule ParseRule(string text) => text switch
    {
        "must" => throw OperationException.Invalid("Promotion rule must is not supported yet; use prefer."),
        _ => PromotionRules.TryParse(text) ?? throw OperationException.Invalid($"Invalid promotion rule: {text}; allowed: prefer, neutral, prefer_not, must_not."),
    };
}
