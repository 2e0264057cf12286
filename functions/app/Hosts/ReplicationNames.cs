using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Hosts;

/// <summary>The names under which replicas are to find their sources (register-hostname-unresolve): a virtual address, or the name of another network.</summary>
public sealed class ReplicationNames(FleetStore store, EngineRegistry engines, Ham4DbOptions options)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>The address that a replica is told for a source, checked to lead to that very server: a virtual address that has moved would make it follow another.</summary>
    /// <exception cref="InstanceOperationException">The registered name leads nowhere, or elsewhere.</exception>
    public async ValueTask<InstanceKey> ForReplicasAsync(InstanceKey source, CancellationToken cancellationToken)
    {
        if (await store.FindInstanceAsync(source, cancellationToken) is not { } entry) return source;
        var state = await store.GetStateAsync(entry.ClusterId, cancellationToken);
        if (!state.VirtualNames.TryGetValue(FleetTables.RowKey(source), out var name)) return source;
        var member = (await store.GetMembersAsync(entry.ClusterId, cancellationToken)).Find(m => m.Key == source);
        return member is not null && await WhyNotAsync(member.Snapshot, name, cancellationToken) is { } reason
            ? throw new InstanceOperationException(reason)
            : source with { Host = name };
    }

    /// <summary>Why a host is no other name of an instance; null when it is one, or need not be checked (SkipBinlogServerUnresolveCheck).</summary>
    public async Task<string?> WhyNotAsync(InstanceSnapshot source, string name, CancellationToken cancellationToken)
    {
        if (source.IsBinlogServer && options.SkipBinlogServerUnresolveCheck) return null;
        var address = source.Key with { Host = name };
        var outcome = await engines.For(address).ProbeAsync(address, Timeout, cancellationToken);
        return outcome.Snapshot switch
        {
            null => $"{address} is to be the name of {source.Key} for its replicas, and cannot be checked: {outcome.Failure!.Message}",
            { } found when SameServer.Is(found, source) => null,
            _ => $"{address} is to be the name of {source.Key} for its replicas, and leads to another server.",
        };
    }
}
