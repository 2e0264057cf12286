using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about instances.</summary>
internal sealed class InstanceCalls(CallTargets targets, LegacyBodies bodies, Instances instances, Ham4DbOptions options)
{
    public async Task<LegacyAnswer> DiscoverAsync(LegacyCall call)
    {
        var found = await instances.DiscoverAsync(await targets.KeyAsync(call), call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Instance discovered: {found.Key}", InstanceMapper.Map(found));
    }

    public async Task<LegacyAnswer> DiscoverLaterAsync(LegacyCall call)
    {
        var key = await targets.KeyAsync(call);
        await instances.DiscoverLaterAsync(key, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Asynchronous discovery initiated for instance: {key}");
    }

    public async Task<LegacyAnswer> RefreshAsync(LegacyCall call)
    {
        var found = await instances.DiscoverAsync(await targets.KeyAsync(call), call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Instance refreshed: {found.Key}", LegacyKey.Of(found.Key));
    }

    /// <summary>Probes an instance and keeps nothing of it.</summary>
    public async Task<LegacyAnswer> CheckAsync(LegacyCall call)
    {
        var found = await instances.CheckAsync(await targets.KeyAsync(call), call.Cancellation);
        return LegacyAnswer.Ok($"Instance checked: {found.Key}", InstanceMapper.Map(found));
    }

    public async Task<LegacyAnswer> ForgetAsync(LegacyCall call)
    {
        var key = await targets.ExactKeyAsync(call);
        await instances.ForgetAsync(key, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Instance forgotten: {key}", LegacyKey.Of(key));
    }

    public async Task<LegacyAnswer> ForgetClusterAsync(LegacyCall call)
    {
        var cluster = await targets.ClusterAsync(call);
        await instances.ForgetClusterAsync(cluster, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Cluster forgotten: {cluster.Name}");
    }

    public async Task<LegacyAnswer> GetAsync(LegacyCall call) => LegacyAnswer.Raw(InstanceMapper.Map(await targets.InstanceAsync(call)));

    public async Task<LegacyAnswer> ReplicasAsync(LegacyCall call)
    {
        var source = await targets.InstanceAsync(call);
        return InstanceMapper.List(source.Cluster.Topology.ReplicasOf(source.Key).Select(r => new KnownInstance(source.Cluster, r)));
    }

    public async Task<LegacyAnswer> AllAsync(LegacyCall call) => await bodies.AllAsync(call, InstanceMapper.Kind, InstanceMapper.MapAll) ?? InstanceMapper.List(await AllInstancesAsync(call));

    public async Task<LegacyAnswer> SearchAsync(LegacyCall call)
    {
        var text = call.Has("text") ? call["text"] : call.Query("s");
        return InstanceMapper.List((await AllInstancesAsync(call)).Where(instance => Matches(instance, text)));
    }

    public async Task<LegacyAnswer> ProblemsAsync(LegacyCall call) => InstanceMapper.List(
        (await AllInstancesAsync(call)).Where(instance =>
            instance is { Member.Downtime: null, Problems.Count: > 0 }
            && !HostFilters.Matches(options.ProblemIgnoreHostnameFilters, instance.Key.Host, instance.Key.Port)));

    public async Task<LegacyAnswer> DowntimedAsync(LegacyCall call) =>
        InstanceMapper.List((await AllInstancesAsync(call)).Where(instance => instance.Member.Downtime is not null));

    private async Task<IEnumerable<KnownInstance>> AllInstancesAsync(LegacyCall call) =>
        (await targets.ViewsAsync(call)).SelectMany(view => view.Instances);

    private static bool Matches(KnownInstance instance, string text)
    {
        var (record, snapshot) = (instance.Cluster.Record, instance.Member.Snapshot);
        string[] names = [instance.Key.ToString(), record.Name, record.Alias, snapshot.InstanceAlias, snapshot.Version, snapshot.VersionComment];
        // A part of an id would be found by chance: they are hexadecimal.
        string[] ids = [snapshot.ServerId, snapshot.ServerNumber.ToString()];
        return names.Any(name => name.Contains(text, StringComparison.OrdinalIgnoreCase)) || ids.Contains(text, StringComparer.OrdinalIgnoreCase);
    }
}
