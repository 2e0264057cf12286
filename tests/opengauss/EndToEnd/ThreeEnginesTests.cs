using Ham4Db.Core.Model;
using Ham4Db.Engines.OpenGauss.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.OpenGauss.Tests.EndToEnd;

/// <summary>One service with a cluster of each engine, all of which lose their primary at the same moment.</summary>
public sealed class ThreeEnginesTests
{
    private static readonly TopologyLayout Three = new([-1, 0, 0]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_service_finds_watches_and_recovers_MariaDB_PostgreSQL_and_openGauss_at_the_same_time()
    {
        await using var mariaDb = await Topology.StartAsync(new TopologyOptions { Flavor = ServerFlavor.MariaDb, Layout = Three }, Cancelled);
        await using var postgreSql = await PostgreSqlTopology.StartAsync(new() { Layout = Three }, Cancelled);
        await using var fleet = await OpenGaussFleet.StartAsync(new() { Layout = Three }, configure: o => o with
        {
            MySQLTopologyUser = mariaDb.ManagerUser,
            MySQLTopologyPassword = mariaDb.ManagerPassword,
            MySQLReplicationUser = mariaDb.ReplicationUser,
            MySQLReplicationPassword = mariaDb.ReplicationPassword,
            PostgreSQLTopologyUser = PostgreSqlAccounts.ManagerUser,
            PostgreSQLTopologyPassword = PostgreSqlAccounts.ManagerPassword,
            PostgreSQLTopologySSLMode = "disable",
            DiscoverySeeds = [.. o.DiscoverySeeds, $"{mariaDb.Servers[^1].Host}:{mariaDb.Servers[^1].Port}", .. postgreSql.Nodes.Select(n => $"postgresql:{n.Host}:{n.Port}")],
        });
        InstanceKey[] primaries =
        [
            new(DatabaseEngine.MySql, mariaDb.Primary.Host, mariaDb.Primary.Port),
            new(DatabaseEngine.PostgreSql, postgreSql.Primary.Host, postgreSql.Primary.Port),
            fleet.Key(0),
        ];
        var clusters = new Dictionary<InstanceKey, string>();
        await fleet.WaitForAsync("three clusters of three are known and well", async () =>
        {
            var known = await fleet.Store.GetClustersAsync(Cancelled);
            foreach (var primary in primaries)
            {
                if (known.FirstOrDefault(c => c.Primary == primary) is not { } cluster) return false;
                var members = await fleet.Store.GetMembersAsync(cluster.ClusterId, Cancelled);
                if (members.Count != 3 || !members.All(m => m.IsLastCheckValid && m.Snapshot.Replication is null or { IsRunning: true })) return false;
                clusters[primary] = cluster.ClusterId;
            }

            return known.Count == 3;
        });

        fleet.Agents[0].Kill();
        fleet.Topology.Primary.Kill();
        mariaDb.Primary.Kill();
        postgreSql.Primary.Kill();

        foreach (var (old, cluster) in clusters)
        {
            RecoveryRecord? recovery = null;
            await fleet.WaitForAsync($"the recovery of {old} ended", async () => (recovery = (await fleet.Store.GetStateAsync(cluster, Cancelled)).LastRecovery) is not null);
            Assert.True(recovery!.Status == RecoveryStatus.Succeeded && recovery.Failed == old, await fleet.DescribeAsync());
            await fleet.WaitForAsync($"the successor of {old} is a primary that a replica follows", async () =>
            {
                var members = await fleet.Store.GetMembersAsync(cluster, Cancelled);
                return members.Single(m => m.Key == recovery.Successor) is { IsLastCheckValid: true, Snapshot: { IsReadOnly: false, IsReplica: false } }
                    && members.Any(m => m.IsLastCheckValid && m.Snapshot.Replication is { IsRunning: true } r && r.Source == recovery.Successor);
            });
        }
    }
}
