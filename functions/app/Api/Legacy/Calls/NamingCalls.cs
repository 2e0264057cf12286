using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls about names of clusters and hosts.</summary>
internal sealed class NamingCalls(CallTargets targets, Naming naming)
{
    /// <summary>Nanoseconds of a tick.</summary>
    private const long TickNanoseconds = 100;

    public async Task<LegacyAnswer> SetAliasAsync(LegacyCall call)
    {
        var cluster = await targets.ViewAsync(call);
        var alias = call.Query("alias");
        await naming.SetAliasAsync(cluster, alias, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Cluster {cluster.Record.Name} now has alias '{alias}'");
    }

    public async Task<LegacyAnswer> RegisterAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        await naming.RegisterVirtualNameAsync(instance, call["virtualname"], call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Hostname unresolve register completed: {instance.Key}", LegacyKey.Of(instance.Key));
    }

    public async Task<LegacyAnswer> DeregisterAsync(LegacyCall call)
    {
        var instance = await targets.InstanceAsync(call);
        await naming.DeregisterVirtualNameAsync(instance, call.Caller, call.Cancellation);
        return LegacyAnswer.Ok($"Hostname deregister unresolve completed: {instance.Key}", LegacyKey.Of(instance.Key));
    }

    public async Task<LegacyAnswer> ResolveAsync(LegacyCall call)
    {
        var resolved = await naming.ResolveAsync(await targets.KeyAsync(call), call.Cancellation);
        return LegacyAnswer.Ok("Instance resolved", LegacyKey.Of(resolved));
    }

    public async Task<LegacyAnswer> CacheAsync(LegacyCall call)
    {
        var names = await naming.GetResolvedNamesAsync(call.Cancellation);
        return LegacyAnswer.Ok(
            "Cache retrieved",
            names.ToDictionary(n => n.Host, n => new LegacyCachedName(n.Name, (n.ExpiresAt.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * TickNanoseconds)));
    }

    public async Task<LegacyAnswer> ResetCacheAsync(LegacyCall call)
    {
        await naming.ResetResolvedNamesAsync(call.Caller, call.Cancellation);
        return LegacyAnswer.Ok("Hostname cache cleared");
    }

    public static Task<LegacyAnswer> RetiredAsync(LegacyCall call) =>
        Task.FromResult(LegacyAnswer.Error("This API call has been retired: aliases are read with every probe, and set-cluster-alias sets one by hand."));
}
