using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>Oracle MySQL 5.6: the old vocabulary with Oracle's GTIDs, asynchronous.</summary>
public sealed class OldMySqlTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_primary_of_MySQL_5_6_is_replaced_and_comes_back()
    {
        await using var fleet = await Fleet.StartAsync(
            new TopologyOptions { Flavor = ServerFlavor.MySql56, Layout = new([-1, 0, 0]), SemiSync = false }, cancellationToken: Cancelled);
        await WriteAsync(fleet, fleet.Topology.Primary, 1);
        await WaitForRowsAsync(fleet, 1);

        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        await WriteAsync(fleet, fleet.Server(recovery.Successor!.Value), 2);

        await fleet.Topology.Primary.RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitForAsync("the old primary has rejoined", async () => (await fleet.StateAsync()).Demoted.Count == 0);
        await WaitForRowsAsync(fleet, 2);
        Assert.Equal(1, await fleet.Topology.Primary.QueryAsync<int>("SELECT @@global.read_only", Cancelled));
    }

    private static Task WriteAsync(Fleet fleet, DatabaseServer server, int id) =>
        server.ExecuteAsync($"INSERT INTO {fleet.Topology.DemoSchema}.writes (id, token) VALUES ({id}, 'row')", Cancelled);

    private static Task WaitForRowsAsync(Fleet fleet, int count) => fleet.WaitForAsync($"all servers have {count} rows", async () =>
    {
        foreach (var server in fleet.Topology.Servers)
            if (await server.QueryAsync<int>($"SELECT COUNT(*) FROM {fleet.Topology.DemoSchema}.writes", Cancelled) != count)
                return false;
        return true;
    });
}
