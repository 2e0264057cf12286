using Ham4Db.Core.Model;
using Ham4Db.Functions.Configuration;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>A real topology of MySQL or MariaDB servers watched by the whole app.</summary>
public sealed partial class Fleet : WatchedApp
{
    private Fleet(Topology topology, Func<Ham4DbOptions, Ham4DbOptions>? configure)
        : base(defaults =>
        {
            var options = defaults with
            {
                MySQLTopologyUser = topology.ManagerUser,
                MySQLTopologyPassword = topology.ManagerPassword,
                MySQLReplicationUser = topology.ReplicationUser,
                MySQLReplicationPassword = topology.ReplicationPassword,
                DiscoverySeeds = [$"{topology.Servers[^1].Host}:{topology.Servers[^1].Port}"],
            };
            return configure?.Invoke(options) ?? options;
        }) => Topology = topology;

    public Topology Topology { get; }

    /// <summary>Starts everything and waits until the whole topology was discovered from one seed, its last replica.</summary>
    public static async Task<Fleet> StartAsync(
        TopologyOptions topology, Func<Ham4DbOptions, Ham4DbOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var fleet = new Fleet(await Topology.StartAsync(topology, cancellationToken), configure);
        try
        {
            await fleet.StartHostAsync(cancellationToken);
            await fleet.WaitForAsync("all instances are discovered and well", async () =>
            {
                var clusters = await fleet.Store.GetClustersAsync(cancellationToken);
                if (clusters is not [{ Primary: { } primary } cluster] || primary != fleet.Key(0)) return false;
                fleet.ClusterId = cluster.ClusterId;
                var members = await fleet.Store.GetMembersAsync(cluster.ClusterId, cancellationToken);
                return members.Count == topology.Layout.SourceOf.Count
                    && members.All(m => m.IsLastCheckValid && m.Snapshot.Replication is null or { IsRunning: true });
            });
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public InstanceKey Key(int server) => new(DatabaseEngine.MySql, Topology.Servers[server].Host, Topology.Servers[server].Port);

    public DatabaseServer Server(InstanceKey key) => Topology.Servers.Single(s => s.Host == key.Host && s.Port == key.Port);

    protected override ValueTask StopServersAsync() => Topology.DisposeAsync();
}
