using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Topology;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about clusters.</summary>
internal sealed class ClusterCalls(CallTargets targets, LegacyBodies bodies, FleetReader reader, Tags tags, Ham4DbOptions options)
{
    public async Task<LegacyAnswer> NamesAsync(LegacyCall call) =>
        LegacyAnswer.Raw((await reader.ListAsync(call.Engine, call.Cancellation)).Select(c => c.Name).ToList());

    public async Task<LegacyAnswer> InfosAsync(LegacyCall call) =>
        await bodies.AllAsync<LegacyClusterInfo>(call, "clusters-info", view => [LegacyClusterInfo.Of(view, options)])
        ?? LegacyAnswer.Raw((await reader.ReadAllAsync(call.Engine, call.Cancellation)).Select(view => LegacyClusterInfo.Of(view, options)).ToList());

    public async Task<LegacyAnswer> InfoAsync(LegacyCall call) => LegacyAnswer.Raw(LegacyClusterInfo.Of(await targets.ViewAsync(call), options));

    public async Task<LegacyAnswer> InstancesAsync(LegacyCall call)
    {
        var view = await targets.ViewAsync(call);
        return await bodies.OneAsync(view, call, InstanceMapper.Kind, InstanceMapper.MapAll) ?? InstanceMapper.List(view.Instances);
    }

    public async Task<LegacyAnswer> PrimariesAsync(LegacyCall call) => InstanceMapper.List(
        (await reader.ReadAllAsync(call.Engine, call.Cancellation)).Select(WritablePrimary).OfType<KnownInstance>());

    public async Task<LegacyAnswer> PrimaryAsync(LegacyCall call)
    {
        var view = await targets.ViewAsync(call);
        return WritablePrimary(view) is { } primary
            ? LegacyAnswer.Raw(InstanceMapper.Map(primary))
            : throw OperationException.NotFound($"No masters found for {call["hint"]}");
    }

    public async Task<LegacyAnswer> TopologyAsync(LegacyCall call)
    {
        var view = await targets.ViewAsync(call);
        return await bodies.OneAsync(view, call, "topology", v => Drawn(v, tabulated: false)) ?? Drawn(view, tabulated: false);
    }

    public async Task<LegacyAnswer> TabulatedAsync(LegacyCall call) => Drawn(await targets.ViewAsync(call), tabulated: true);

    public async Task<LegacyAnswer> TaggedTopologyAsync(LegacyCall call)
    {
        var view = await targets.ViewAsync(call);
        return Drawn(view, tabulated: false, await tags.OfClusterAsync(view, call.Cancellation));
    }

    private static LegacyAnswer Drawn(ClusterView view, bool tabulated, IReadOnlyDictionary<InstanceKey, List<InstanceTag>>? tags = null) =>
        LegacyAnswer.Ok($"Topology for cluster {view.Record.Name}", TopologyText.Render(view, tabulated, tags));

    private static KnownInstance? WritablePrimary(ClusterView view) => view.Primary is { Member.Snapshot.IsReadOnly: false } primary ? primary : null;
}
