using System.Net.Sockets;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Probing;

namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>Has everything probed at once that alerts name: what is known, and of the rest only what the allow-list names.</summary>
public sealed class IncomingAlerts(
    FleetStore store, EngineRegistry engines, Discovery discovery, ProbeRequests requests, ProbeLimit limit, AllowList allowed, Ham4DbOptions options)
{
    private const int MaxInstances = 200;
    private const int MaxUnknown = 5;

    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Probes what they name.</summary>
    public async Task<AlertAnswer> ProbeAsync(IReadOnlyList<IncomingAlert> alerts, CancellationToken cancellationToken)
    {
        List<DirectoryEntry> directory = [.. await store.GetDirectoryAsync(cancellationToken)];
        var clusters = await store.GetClustersAsync(cancellationToken);
        var (known, unknown, ignored) = (new HashSet<InstanceKey>(), new HashSet<InstanceKey>(), new List<IgnoredAlert>());
        foreach (var alert in alerts)
        {
            var named = AlertTargets.Known(alert, directory, clusters, options);
            known.UnionWith(named);
            if (named.Count > 0) continue;
            var (address, reason) = await FindAllowedAsync(alert, cancellationToken);
            if (address is { } key && unknown.Count < MaxUnknown) unknown.Add(key);
            else ignored.Add(new IgnoredAlert(alert.Name, address is null ? reason : $"{MaxUnknown} unknown addresses are tried for one message, and no more."));
        }

        foreach (var key in known) requests.Want(key);
        var probed = await Task.WhenAll([.. known.Order().Take(MaxInstances).Select(key => ProbeAsync(key, cancellationToken)), .. unknown.Select(key => DiscoverAsync(key, cancellationToken))]);
        return new AlertAnswer(probed, ignored);
    }

    private async Task<(InstanceKey? Address, string Reason)> FindAllowedAsync(IncomingAlert alert, CancellationToken cancellationToken)
    {
        var addresses = AlertTargets.Addresses(alert, options);
        if (addresses.Count == 0)
            return (null, $"None of its labels {string.Join(", ", options.AlertInstanceLabels.Concat(options.AlertClusterLabels))} names an instance or a cluster that is known.");
        if (options.DiscoveryAllowedHosts.Count == 0) return (null, $"{addresses[0]} is not known, and DiscoveryAllowedHosts names no host that may be discovered.");
        foreach (var address in addresses)
        {
            try
            {
                await allowed.ResolveAllowedAsync(address.Host, address.Port, cancellationToken);
                return (address, "");
            }
            catch (Exception exception) when (exception is HostNotAllowedException or SocketException)
            {
                // The next may be.
            }
        }

        return (null, $"{addresses[0]} is not known, and is not one that may be discovered.");
    }

    private async Task<ProbedInstance> ProbeAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var outcome = await limit.RunAsync(() => engines.For(key).ProbeAsync(key, ProbeTimeout, cancellationToken), cancellationToken);
        return new ProbedInstance(key, outcome.Succeeded, outcome.Failure?.Message ?? "");
    }

    private async Task<ProbedInstance> DiscoverAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var outcome = await discovery.DiscoverAsync(key, cancellationToken);
        return new ProbedInstance(outcome.Snapshot?.Key ?? key, outcome.Succeeded, outcome.Failure?.Message ?? "");
    }
}
