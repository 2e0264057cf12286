using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Engines.MySql.Tests.Support;
using Ham4Db.Topologies;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Probing;

/// <summary>A real replication group of two with one primary.</summary>
public sealed class GroupReplicationTests
{
    private const string GroupName = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_group_is_shown_with_its_own_states_and_nobody_but_the_group_chooses_its_primary()
    {
        var (first, second) = (FreePorts.Choose(), FreePorts.Choose());
        IReadOnlyList<string> Settings(int port) =>
        [
            "plugin-load-add=group_replication.so",
            $"loose-group_replication_group_name={GroupName}",
            $"loose-group_replication_local_address=127.0.0.1:{port}",
            $"loose-group_replication_group_seeds=127.0.0.1:{first},127.0.0.1:{second}",
            "loose-group_replication_start_on_boot=OFF",
            "loose-group_replication_recovery_get_public_key=ON",
        ];
        await using var topology = await Topology.StartAsync(
            new TopologyOptions
            {
                Flavor = Flavor.MySql,
                Layout = new([-1, 0]),
                SemiSync = false,
                PerformanceSchema = true,
                ExtraSettings = new Dictionary<int, IReadOnlyList<string>> { [0] = Settings(first), [1] = Settings(second) },
            },
            Token);
        await FormGroupAsync(topology);
        using var engine = new MySqlEngine(
            new MySqlEngineOptions { User = topology.ManagerUser, Password = topology.ManagerPassword }, TimeProvider.System, new RecordingLogger());

        var members = new List<ClusterMember>();
        await Lab.EventuallyAsync("both are online", async () =>
        {
            members.Clear();
            foreach (var server in topology.Servers)
            {
                var outcome = await engine.ProbeAsync(Lab.Key(server), Lab.Second * 10, Token);
                Assert.True(outcome.Succeeded, outcome.Failure?.Message);
                members.Add(new ClusterMember { Snapshot = outcome.Snapshot! });
            }

            return members.All(m => m.Snapshot.GroupMemberState == "ONLINE");
        }, seconds: 60);

        Assert.Equal([(GroupName, "PRIMARY"), (GroupName, "SECONDARY")], members.Select(m => (m.Snapshot.GroupName, m.Snapshot.GroupMemberRole)));
        Assert.All(members, m => Assert.Equal(topology.Servers.Select(Lab.Key).Order(), m.Snapshot.GroupMembers));
        Assert.Null(members[1].Snapshot.Replication);
        Assert.False(members[1].Snapshot.IsMultiSource);
        var cluster = new ClusterTopology("c", members);
        Assert.Equal((Lab.Key(topology.Primary), DurabilityClass.Synchronous), (cluster.Primary!.Key, cluster.Durability));
        Assert.False(cluster.IsPrimary(members[1].Key));
        var plan = RecoveryPlanner.PlanDeadPrimary(cluster, Lab.Key(topology.Primary), new RecoveryPolicy());
        Assert.Equal(BlockerCode.GroupReplicationManaged, Assert.Single(plan.Blockers).Code);
        Assert.Empty(plan.Steps);
    }

    private static async Task FormGroupAsync(Topology topology)
    {
        await topology.Servers[1].ExecuteAsync("STOP REPLICA; RESET REPLICA ALL", Token);
        await topology.Primary.ExecuteAsync(
            "SET GLOBAL group_replication_bootstrap_group = ON; START GROUP_REPLICATION; SET GLOBAL group_replication_bootstrap_group = OFF", Token);
        await topology.Servers[1].ExecuteAsync(
            $"CHANGE REPLICATION SOURCE TO SOURCE_USER='{topology.ReplicationUser}', SOURCE_PASSWORD='{topology.ReplicationPassword}' FOR CHANNEL 'group_replication_recovery'; START GROUP_REPLICATION",
            Token);
    }
}
