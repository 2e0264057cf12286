using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Makes instances known and forgets them.</summary>
internal sealed class Instances(Discovery discovery, EngineRegistry engines, FleetLookup lookup, FleetStore store, Audit audit)
{
    /// <summary>Probes an instance now and makes it known.</summary>
    /// <exception cref="OperationException">It cannot be probed; the message says why.</exception>
    public async Task<KnownInstance> DiscoverAsync(InstanceKey key, Caller caller, CancellationToken cancellationToken)
    {
        EnsureServed(key);
        var outcome = await discovery.DiscoverAsync(key, cancellationToken);
        if (outcome.Failure is { } failure)
            throw new OperationException(failure.Kind == ProbeFailureKind.NotAllowed ? OperationError.Refused : OperationError.Unreachable, failure.Message);
        var found = await lookup.ReadInstanceAsync(key, cancellationToken);
        await audit.WriteAsync("discover", found.Cluster.Record.ClusterId, key, caller, $"{key} was discovered.", cancellationToken);
        return found;
    }

    /// <summary>Probes an instance soon and makes it known if it answers.</summary>
    public async Task DiscoverLaterAsync(InstanceKey key, Caller caller, CancellationToken cancellationToken)
    {
        EnsureServed(key);
        await caller.Client.ScheduleNewOrchestrationInstanceAsync(nameof(DiscoverLater), key, cancellation: cancellationToken);
        await audit.WriteAsync("async-discover", "", key, caller, $"Discovery of {key} was asked for.", cancellationToken);
    }

    /// <summary>Forgets an instance. One that others still replicate from, or that replicates from a known one, is discovered again.</summary>
    /// <exception cref="OperationException">It is not known.</exception>
    public async Task ForgetAsync(InstanceKey key, Caller caller, CancellationToken cancellationToken)
    {
        var entry = await store.FindInstanceAsync(key, cancellationToken)
            ?? throw OperationException.NotFound($"ForgetInstance(): instance {key} not found");
        await store.RemoveInstanceAsync(entry, cancellationToken);
        await audit.WriteAsync("forget", entry.ClusterId, key, caller, $"{key} was forgotten.", cancellationToken);
        var left = await store.GetDirectoryAsync(cancellationToken);
        if (left.All(other => other.ClusterId != entry.ClusterId)) await store.RemoveClusterAsync(entry.ClusterId, cancellationToken);
    }

    /// <summary>Forgets all instances of a cluster.</summary>
    public async Task ForgetClusterAsync(ClusterRecord cluster, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var entry in (await store.GetDirectoryAsync(cancellationToken)).Where(entry => entry.ClusterId == cluster.ClusterId))
            await store.RemoveInstanceAsync(entry, cancellationToken);
        await store.RemoveClusterAsync(cluster.ClusterId, cancellationToken);
        await audit.WriteAsync("forget-cluster", cluster.ClusterId, instance: null, caller, $"Cluster {cluster.Name} was forgotten.", cancellationToken);
    }

    private void EnsureServed(InstanceKey key)
    {
        try
        {
            engines.For(key);
        }
        catch (NotSupportedException exception)
        {
            throw OperationException.Invalid(exception.Message);
        }
    }
}
