using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Takes pools of instances in, and says which instances of a cluster are in them.</summary>
internal sealed class Pools(FleetStore store, FleetLookup lookup, Audit audit, Ham4DbOptions options, TimeProvider time)
{
    private const int MaxInstances = 2000;
    private const int MaxNameLength = 128;

    /// <summary>Submits a pool, in place of one of the same name; without instances there is none any more.</summary>
    /// <param name="name">Name of the pool.</param>
    /// <param name="addresses">Its instances, as <c>host</c> or <c>host:port</c>.</param>
    /// <param name="engine">Engine of its instances; null where it does not matter.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">The name or an address is none.</exception>
    public async Task SubmitAsync(
        string name, IReadOnlyList<string> addresses, DatabaseEngine? engine, Caller caller, CancellationToken cancellationToken)
    {
        if (name.Length is 0 or > MaxNameLength || !name.All(c => char.IsAscii(c) && !char.IsControl(c)))
            throw OperationException.Invalid($"Invalid pool: '{name}'; a pool's name has 1 to {MaxNameLength} ASCII characters.");
        if (addresses.Count > MaxInstances)
            throw OperationException.Invalid($"Pool {name} would have {addresses.Count} instances; a pool may have {MaxInstances}.");
        var keys = addresses.Select(address => Parse(address, engine)).ToList();
        if (options.SupportFuzzyPoolHostnames) keys = [.. await lookup.FigureAsync(keys, engine, cancellationToken)];
        if (keys.Count == 0) await store.RemovePoolAsync(name, cancellationToken);
        else await store.SavePoolAsync(new InstancePool(name, [.. keys.Distinct().Order()], time.GetUtcNow()), cancellationToken);
        await audit.WriteAsync("submit-pool-instances", "", instance: null, caller, $"Pool {name} was submitted with {keys.Count} instances.", cancellationToken);
    }

    /// <summary>All pools, by name.</summary>
    public async Task<IReadOnlyList<InstancePool>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.GetPoolsAsync(cancellationToken)).Where(pool => pool.SubmittedAt > time.GetUtcNow().AddMinutes(-options.InstancePoolExpiryMinutes))];

    /// <summary>The instances of a cluster that are in pools, by pool.</summary>
    /// <param name="view">The cluster.</param>
    /// <param name="name">Of this pool only; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<InstanceKey>>> OfClusterAsync(ClusterView view, string name, CancellationToken cancellationToken)
    {
        List<InstancePool> pools = name.Length == 0
            ? await store.GetPoolsAsync(cancellationToken)
            : await store.FindPoolAsync(name, cancellationToken) is { } one ? [one] : [];
        var since = time.GetUtcNow().AddMinutes(-options.InstancePoolExpiryMinutes);
        return pools.Where(pool => pool.SubmittedAt > since)
            .Select(pool => (pool.Name, Instances: (IReadOnlyList<InstanceKey>)[.. pool.Instances.Where(view.Topology.Members.ContainsKey)]))
            .Where(pool => pool.Instances.Count > 0)
            .ToDictionary(pool => pool.Name, pool => pool.Instances);
    }

    /// <summary>The instances of a cluster that are in a pool and answer, without binlog servers.</summary>
    /// <inheritdoc cref="OfClusterAsync"/>
    public async Task<IReadOnlyList<KnownInstance>> UsableAsync(ClusterView view, string name, CancellationToken cancellationToken)
    {
        var pooled = (await OfClusterAsync(view, name, cancellationToken)).Values.SelectMany(keys => keys).ToHashSet();
        return [.. view.Instances.Where(i => pooled.Contains(i.Key) && i.Member is { IsLastCheckValid: true, Snapshot.IsBinlogServer: false })];
    }

    private InstanceKey Parse(string address, DatabaseEngine? engine) =>
        InstanceKey.TryParse(address, engine ?? DatabaseEngine.MySql, options.DefaultInstancePort, out var key)
            ? key
            : throw OperationException.Invalid($"'{address}' is not an instance's address; write host or host:port, with a port from 1 to 65535.");
}
