using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Configuration;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.PostgreSql.Tests.Support;

/// <summary>A real topology of PostgreSQL servers watched by the whole app.</summary>
public sealed class PostgreSqlFleet : WatchedApp
{
    private PostgreSqlFleet(PostgreSqlTopology topology, Func<Ham4DbOptions, Ham4DbOptions>? configure)
        : base(defaults =>
        {
            var options = defaults with
            {
                PostgreSQLTopologyUser = PostgreSqlAccounts.ManagerUser,
                PostgreSQLTopologyPassword = PostgreSqlAccounts.ManagerPassword,
                PostgreSQLTopologySSLMode = "disable",
                DiscoverySeeds = [.. topology.Nodes.Select(n => $"postgresql:{n.Host}:{n.Port}")],
            };
            return configure?.Invoke(options) ?? options;
        }) => Topology = topology;

    public PostgreSqlTopology Topology { get; }

    /// <summary>Starts everything and waits until all instances are known and well.</summary>
    /// <param name="topology">The servers.</param>
    /// <param name="configure">Changes the configuration.</param>
    /// <param name="prepare">Statements that the primary runs before the app is started.</param>
    public static async Task<PostgreSqlFleet> StartAsync(PostgreSqlTopologyOptions topology, Func<Ham4DbOptions, Ham4DbOptions>? configure = null, string prepare = "")
    {
        var fleet = new PostgreSqlFleet(await PostgreSqlTopology.StartAsync(topology), configure);
        try
        {
            if (prepare.Length > 0) await fleet.Topology.Primary.ExecuteAsync(prepare);
            await fleet.StartHostAsync();
            await fleet.WaitForAsync("all instances are discovered and well", async () =>
            {
                if (await fleet.Store.GetClustersAsync(CancellationToken.None) is not [{ Primary: { } primary } cluster] || primary != fleet.Key(0)) return false;
                fleet.ClusterId = cluster.ClusterId;
                var members = await fleet.MembersAsync();
                return members.Count == fleet.Topology.Nodes.Count && members.All(m => m.IsLastCheckValid && m.Snapshot.Replication is null or { IsRunning: true });
            });
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public InstanceKey Key(int node) => new(DatabaseEngine.PostgreSql, Topology.Nodes[node].Host, Topology.Nodes[node].Port);

    public PostgreSqlNode Node(InstanceKey key) => Topology.Nodes.Single(n => n.Host == key.Host && n.Port == key.Port);

    public async Task<IReadOnlyList<ClusterMember>> MembersAsync() => await Store.GetMembersAsync(ClusterId, CancellationToken.None);

    /// <summary>A client that writes wherever the app says the primary is.</summary>
    public WriterProbe StartWriter() => new(FindPrimaryAsync, WriterOptions.PostgreSql);

    /// <summary>Waits until the others replicate, directly or not, from a primary.</summary>
    public Task WaitForFollowersAsync(InstanceKey primary, params int[] nodes) => WaitForAsync($"nodes {string.Join(", ", nodes)} follow {primary}", async () =>
    {
        var members = await MembersAsync();
        return nodes.All(n => members.Single(m => m.Key == Key(n)).Snapshot.Replication is { IsRunning: true } status
            && (status.Source == primary || nodes.Any(other => Key(other) == status.Source)));
    });

    protected override ValueTask StopServersAsync() => Topology.DisposeAsync();
}
