using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Finds what the path of a call means.</summary>
internal sealed class CallTargets(FleetLookup lookup, FleetReader reader)
{
    /// <summary>The instance of <c>{host}/{port}</c>.</summary>
    public Task<InstanceKey> KeyAsync(LegacyCall call) => lookup.FigureAsync(call["host"], call["port"], call.Engine, call.Cancellation);

    /// <summary>The instance of <c>{host}/{port}</c> and nothing that resembles it.</summary>
    public Task<InstanceKey> ExactKeyAsync(LegacyCall call) => lookup.ExactAsync(call["host"], call["port"], call.Engine, call.Cancellation);

    /// <summary>The known instance of <c>{host}/{port}</c>.</summary>
    public async Task<KnownInstance> InstanceAsync(LegacyCall call) => await lookup.ReadInstanceAsync(await KeyAsync(call), call.Cancellation);

    /// <summary>The instance of <c>{designatedHost}/{designatedPort}</c>; null where the path's form has none.</summary>
    public async Task<InstanceKey?> DesignatedAsync(LegacyCall call) => call.Has("designatedHost")
        ? await lookup.FigureAsync(call["designatedHost"], call["designatedPort"], call.Engine, call.Cancellation)
        : null;

    /// <summary>The instance of <c>{belowHost}/{belowPort}</c> or <c>{siblingHost}/{siblingPort}</c>; null where the path's form has none.</summary>
    public async Task<InstanceKey?> BelowAsync(LegacyCall call)
    {
        foreach (var name in new[] { "below", "sibling" })
            if (call.Has(name + "Host")) return await lookup.FigureAsync(call[name + "Host"], call[name + "Port"], call.Engine, call.Cancellation);
        return null;
    }

    /// <summary>The known instance of <c>{belowHost}/{belowPort}</c>.</summary>
    public async Task<KnownInstance> BelowInstanceAsync(LegacyCall call) => await lookup.ReadInstanceAsync((await BelowAsync(call))!.Value, call.Cancellation);

    /// <summary>The cluster of <c>{hint}</c> or of <c>{host}/{port}</c>.</summary>
    public async Task<ClusterRecord> ClusterAsync(LegacyCall call) => call.Has("hint")
        ? await lookup.FindClusterAsync(call["hint"], call.Engine, call.Cancellation)
        : await lookup.FindClusterAsync(await KeyAsync(call), call.Cancellation);

    /// <summary>All that is known of that cluster.</summary>
    public async Task<ClusterView> ViewAsync(LegacyCall call) => await reader.ReadAsync(await ClusterAsync(call), call.Cancellation);

    /// <summary>The cluster of <c>{hint}</c>; all clusters where the path's form has none.</summary>
    public async Task<IReadOnlyList<ClusterView>> ViewsAsync(LegacyCall call) =>
        call.Has("hint") ? [await ViewAsync(call)] : await reader.ReadAllAsync(call.Engine, call.Cancellation);
}
