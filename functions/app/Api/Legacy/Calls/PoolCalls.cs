using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about pools of instances, and about those that tools should look at.</summary>
internal sealed class PoolCalls(CallTargets targets, Pools pools)
{
    public async Task<LegacyAnswer> SubmitAsync(LegacyCall call)
    {
        var addresses = call.Query("instances").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        await pools.SubmitAsync(call["pool"], addresses, call.Engine, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Submitted {call["pool"]} pool instances", call["pool"]);
    }

    public async Task<LegacyAnswer> InstancesAsync(LegacyCall call)
    {
        var found = await pools.OfClusterAsync(await targets.ViewAsync(call), call["pool"], call.Cancellation);
        return LegacyAnswer.Ok("Cluster pool instances", found.ToDictionary(pool => pool.Key, pool => LegacyKey.List(pool.Value)));
    }

    public async Task<LegacyAnswer> UsableAsync(LegacyCall call)
    {
        var found = await pools.UsableAsync(await targets.ViewAsync(call), call["pool"], call.Cancellation);
        return LegacyAnswer.Ok("Heuristic pool cluster instances", found.Select(InstanceMapper.Map).ToList());
    }

    public async Task<LegacyAnswer> LagAsync(LegacyCall call)
    {
        var found = await pools.UsableAsync(await targets.ViewAsync(call), call["pool"], call.Cancellation);
        if (found.Count == 0) throw OperationException.NotFound($"No instance of cluster {call["hint"]} that answers is in a pool{(call.Has("pool") ? " " + call["pool"] : "")}.");
        return LegacyAnswer.Ok("Heuristic pool cluster lag", found.Max(i => i.Member.Snapshot.LagSeconds ?? 0));
    }

    public async Task<LegacyAnswer> ControlReplicasAsync(LegacyCall call) => InstanceMapper.List(ControlReplicas.Choose(await targets.ViewAsync(call)));
}
