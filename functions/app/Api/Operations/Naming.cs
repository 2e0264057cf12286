using System.Net.Sockets;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosts;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Names of clusters and hosts.</summary>
internal sealed class Naming(FleetStore store, HostNames names, ReplicationNames replicationNames, AllowList allowed, Ham4DbOptions options, Audit audit, TimeProvider time)
{
    private const int MaxAlias = 128;

    /// <summary>Gives a cluster an alias that is stronger than what its instances and the configuration say; an empty one ends that.</summary>
    public async Task SetAliasAsync(ClusterView cluster, string alias, Caller caller, CancellationToken cancellationToken)
    {
        CheckAlias(alias);
        var id = cluster.Record.ClusterId;
        await Decide.AskAsync<object>(caller.Client, id, nameof(ClusterEntity.SetAlias), alias, cancellationToken);
        var state = cluster.State with { AliasOverride = alias };
        var topology = new ClusterTopology(id, cluster.Topology.Members.Values, ClusterAlias.Suggested(cluster.Topology, state));
        await store.SaveClusterAsync(cluster.Record with { Alias = ClusterAlias.Choose(topology, cluster.Record.Name, options) }, cancellationToken);
        await audit.WriteAsync("set-cluster-alias", id, instance: null, caller, alias.Length > 0 ? $"The cluster is called {alias}." : "The alias that was set by hand was taken back.", cancellationToken);
    }

    /// <summary>Makes sure that an alias can be given.</summary>
    /// <exception cref="OperationException">It cannot.</exception>
    public static void CheckAlias(string alias)
    {
        if (alias.Length > MaxAlias || alias.Any(char.IsControl))
            throw OperationException.Invalid($"The alias is not right; allowed: a text of at most {MaxAlias} characters without control characters, or an empty one to end the one that was set.");
    }

    /// <summary>Says under which host replicas are to find an instance, after checking that it leads there.</summary>
    public async Task RegisterVirtualNameAsync(KnownInstance instance, string host, Caller caller, CancellationToken cancellationToken)
    {
        if (Uri.CheckHostName(host) is UriHostNameType.Unknown) throw OperationException.Invalid($"'{host}' is not a host name.");
        if (await replicationNames.WhyNotAsync(instance.Member.Snapshot, host, cancellationToken) is { } reason) throw OperationException.Refused(reason);
        await AskAsync(instance, host, caller, cancellationToken);
        await AuditAsync("register-hostname-unresolve", instance, caller, $"Replicas are to find {instance.Key} as {host}.", cancellationToken);
    }

    /// <summary>Ends that.</summary>
    public async Task DeregisterVirtualNameAsync(KnownInstance instance, Caller caller, CancellationToken cancellationToken)
    {
        if (await AskAsync(instance, "", caller, cancellationToken))
            await AuditAsync("deregister-hostname-unresolve", instance, caller, $"Replicas are to find {instance.Key} under its own name.", cancellationToken);
    }

    /// <summary>The names that hosts are known by, as far as they are believed now.</summary>
    public async Task<IReadOnlyList<ResolvedName>> GetResolvedNamesAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await store.GetResolvedNamesAsync(cancellationToken)).Where(name => name.ExpiresAt > now).OrderBy(name => name.Host, StringComparer.Ordinal)];
    }

    /// <summary>Forgets them all: the next discovery asks anew.</summary>
    public async Task ResetResolvedNamesAsync(Caller caller, CancellationToken cancellationToken)
    {
        foreach (var name in await store.GetResolvedNamesAsync(cancellationToken)) await store.RemoveResolvedNameAsync(name.Host, cancellationToken);
        await audit.WriteAsync("reset-hostname-resolve-cache", "", instance: null, caller, "The names of hosts were forgotten.", cancellationToken);
    }

    /// <summary>The address under which the instance at an address is known, after connecting to its port.</summary>
    public async Task<InstanceKey> ResolveAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var resolved = await names.ResolveAsync(key, cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(options.MySQLConnectTimeoutSeconds));
        try
        {
            var addresses = await allowed.ResolveAllowedAsync(resolved.Host, resolved.Port, limit.Token);
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(addresses, resolved.Port, limit.Token);
            return resolved;
        }
        catch (HostNotAllowedException exception)
        {
            throw OperationException.Refused(exception.Message);
        }
        catch (SocketException exception)
        {
            throw new OperationException(OperationError.Unreachable, $"{resolved} cannot be connected to: {exception.SocketErrorCode}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OperationException(OperationError.Unreachable, $"{resolved} did not accept a connection within {options.MySQLConnectTimeoutSeconds} s.");
        }
    }

    private static Task<bool> AskAsync(KnownInstance instance, string host, Caller caller, CancellationToken cancellationToken) => Decide.AskAsync<bool>(
        caller.Client, instance.Cluster.Record.ClusterId, nameof(ClusterEntity.RegisterVirtualName), new RegisterVirtualName(instance.Key, host), cancellationToken);

    private Task AuditAsync(string type, KnownInstance instance, Caller caller, string message, CancellationToken cancellationToken) =>
        audit.WriteAsync(type, instance.Cluster.Record.ClusterId, instance.Key, caller, message, cancellationToken);
}
