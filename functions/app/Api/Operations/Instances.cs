using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosts;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Makes instances known and forgets them.</summary>
internal sealed class Instances(Discovery discovery, EngineRegistry engines, FleetLookup lookup, FleetStore store, Audit audit, Ham4DbOptions options, TimeProvider time)
{
    // As long as orchestrator's: time enough to stop whatever makes it known.
    private const int ForgottenPolls = 3;

    /// <summary>Probes an instance now and makes it known.</summary>
    /// <exception cref="OperationException">It cannot be probed; the message says why.</exception>
    public async Task<KnownInstance> DiscoverAsync(InstanceKey key, Caller caller, CancellationToken cancellationToken)
    {
        EnsureServed(key);
        var outcome = await discovery.DiscoverAsync(key, cancellationToken);
        var known = Answered(outcome).Key;
        var found = await lookup.ReadInstanceAsync(known, cancellationToken);
        var asked = known == key ? "" : $", which is known as {known},";
        await audit.WriteAsync("discover", found.Cluster.Record.ClusterId, known, caller, $"{key}{asked} was discovered.", cancellationToken);
        return found;
    }

    /// <summary>Probes an instance now and keeps nothing of it. It is shown alone, in a cluster of its own.</summary>
    /// <exception cref="OperationException">It cannot be probed; the message says why.</exception>
    public async Task<KnownInstance> CheckAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        EnsureServed(key);
        var snapshot = Answered(await discovery.CheckAsync(key, cancellationToken));
        var now = time.GetUtcNow();
        var member = new ClusterMember { Snapshot = snapshot, LastChecked = now };
        var record = new ClusterRecord { ClusterId = "", Name = snapshot.Key.ToString(), Primary = snapshot.Key };
        return new KnownInstance(new ClusterView(record, new ClusterTopology("", [member]), new ClusterState(), new Heartbeat(now, ""), options, now), member);
    }

    /// <summary>Probes an instance soon and makes it known if it answers.</summary>
    public async Task DiscoverLaterAsync(InstanceKey key, Caller caller, CancellationToken cancellationToken)
    {
        EnsureServed(key);
        await caller.Client.ScheduleNewOrchestrationInstanceAsync(nameof(DiscoverLater), key, cancellation: cancellationToken);
        await audit.WriteAsync("async-discover", "", key, caller, $"Discovery of {key} was asked for.", cancellationToken);
    }

    /// <summary>
    /// Forgets an instance. One that others still replicate from, or that replicates from a known one, is discovered again after three polls, and at once
    /// when somebody asks for it.
    /// </summary>
    /// <exception cref="OperationException">It is not known.</exception>
    public async Task ForgetAsync(InstanceKey key, Caller caller, CancellationToken cancellationToken)
    {
        var entry = await store.FindInstanceAsync(key, cancellationToken)
            ?? throw OperationException.NotFound($"ForgetInstance(): instance {key} not found");
        await RemoveAsync(entry, cancellationToken);
        await audit.WriteAsync("forget", entry.ClusterId, key, caller, $"{key} was forgotten.", cancellationToken);
        var left = await store.GetDirectoryAsync(cancellationToken);
        if (left.All(other => other.ClusterId != entry.ClusterId)) await store.RemoveClusterAsync(entry.ClusterId, cancellationToken);
    }

    /// <summary>Forgets all instances of a cluster.</summary>
    public async Task ForgetClusterAsync(ClusterRecord cluster, Caller caller, CancellationToken cancellationToken)
    {
        foreach (var entry in (await store.GetDirectoryAsync(cancellationToken)).Where(entry => entry.ClusterId == cluster.ClusterId))
            await RemoveAsync(entry, cancellationToken);
        await store.RemoveClusterAsync(cluster.ClusterId, cancellationToken);
        await audit.WriteAsync("forget-cluster", cluster.ClusterId, instance: null, caller, $"Cluster {cluster.Name} was forgotten.", cancellationToken);
    }

    // The mark first: who is discovered between the two is gone after the second.
    private async Task RemoveAsync(DirectoryEntry entry, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + TimeSpan.FromSeconds(ForgottenPolls * options.InstancePollSeconds);
        await store.SaveForgottenAsync(new ForgottenInstance(entry.Key, until), cancellationToken);
        await store.RemoveInstanceAsync(entry, cancellationToken);
    }

    private static InstanceSnapshot Answered(ProbeOutcome outcome) => outcome.Failure is { } failure
        ? throw new OperationException(failure.Kind == ProbeFailureKind.NotAllowed ? OperationError.Refused : OperationError.Unreachable, failure.Message)
        : outcome.Snapshot!;

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
