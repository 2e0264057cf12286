using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Topologies;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests;

/// <summary>An operation ends the same wherever the manager is killed in it. Server 0 is the primary of 1 and 2; 2 moves below 1 and up again.</summary>
public sealed class OperationKillTests
{
    private static readonly string[] ByGtid = ["decide open operation", "server stop replication", "server repoint", "server start replication", "decide close operation"];

    [Fact]
    public async Task A_move_by_GTID_ends_the_same_wherever_the_manager_is_killed()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        await RunAsync(rig, "relocate", "move-up", [.. ByGtid.Select(label => new Boundary(IsBefore: false, 1, label)), new Boundary(IsBefore: true, 1, "server repoint")]);
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_move_by_position_ends_the_same_wherever_the_manager_is_killed(ServerFlavor flavor)
    {
        await using var rig = await Rig.StartAsync(flavor);
        foreach (var server in rig.Topology.Servers.Skip(1)) await ReplicateByPositionAsync(server);
        Boundary[] boundaries =
        [
            new(IsBefore: false, 2, "server stop replication"),
            new(IsBefore: false, 1, "server repoint"),
            new(IsBefore: false, 1, "server start replication"),
            new(IsBefore: false, 1, "server stop replication"),
            new(IsBefore: true, 1, "server repoint"),
            new(IsBefore: false, 2, "server start replication"),
        ];
        // What differs between the engines is in the operations on servers.
        await RunAsync(rig, "move-below", "move-up", flavor == ServerFlavor.MariaDb ? boundaries : boundaries[..3]);
    }

    private static async Task RunAsync(Rig rig, string down, string up, Boundary[] boundaries)
    {
        var (primary, sibling, moved) = (rig.Topology.Primary, rig.Topology.Servers[1], rig.Topology.Servers[2]);
        await using var writer = rig.NewWriter();
        await writer.WaitForAsync(w => w.Id > 3, TestContext.Current.CancellationToken);
        foreach (var boundary in boundaries)
        {
            await rig.OperateKilledAsync(boundary, down, moved, sibling);
            await AssertFollowsAsync(rig, sibling, boundary);
            await rig.AssertWholeAsync(await rig.OperateAsync(up, moved), up);
            await AssertFollowsAsync(rig, primary, boundary);
        }

        await writer.StopAsync();
        foreach (var server in rig.Topology.Servers)
            await rig.UntilAsync($"{server.Port} has every acknowledged row", async () => (await writer.VerifyNoneLostAsync(server)).Count == 0);
        Assert.Equal(1, rig.MostWritable);
    }

    private static Task AssertFollowsAsync(Rig rig, DatabaseServer source, Boundary boundary) => rig.UntilAsync($"all replicate after {boundary}", async () =>
    {
        var (first, second) = (await ServerStatus.ReadAsync(rig.Topology.Servers[1]), await ServerStatus.ReadAsync(rig.Topology.Servers[2]));
        return first.Replicates && first.SourcePort == rig.Topology.Primary.Port && second.Replicates && second.SourcePort == source.Port;
    });

    // Nobody writes yet: what it has applied up to is where it goes on.
    private static async Task ReplicateByPositionAsync(DatabaseServer server)
    {
        var isMariaDb = server.Flavor == ServerFlavor.MariaDb;
        var channel = await server.ReadChannelAsync();
        await server.ExecuteAsync(isMariaDb
            ? $"STOP SLAVE; CHANGE MASTER TO MASTER_USE_GTID=no, MASTER_LOG_FILE='{channel["Relay_Master_Log_File"]}', MASTER_LOG_POS={channel["Exec_Master_Log_Pos"]}; START SLAVE"
            : $"STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION=0, SOURCE_LOG_FILE='{channel["Relay_Source_Log_File"]}', SOURCE_LOG_POS={channel["Exec_Source_Log_Pos"]}; START REPLICA");
    }
}
