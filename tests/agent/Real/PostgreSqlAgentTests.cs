using Grpc.Core;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Ham4Db.Topologies.PostgreSql;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Tests.Real;

/// <summary>The agent beside real PostgreSQL servers.</summary>
public sealed class PostgreSqlAgentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_describes_a_primary_a_standby_a_hung_and_a_dead_one()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { SynchronousStandbyNames = "FIRST 1 (n2)", UseSlots = true }, Token);
        await using var first = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[0]));
        await using var second = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[1]));

        var primary = await first.DescribeAsync();
        Assert.Empty(primary.Notes);
        Assert.Equal((Role.Primary, State.Normal, true, true, false), (primary.Role, primary.State, primary.Healthy, primary.Answers, primary.ReadOnly));
        Assert.Equal(("FIRST 1 (n2)", 1U, ClusterManager.ManagerNone), (primary.SynchronousStandbyNames, primary.Timeline, primary.Manager));
        Assert.Equal([("n2", SyncState.SyncSync, 1), ("n3", SyncState.SyncAsync, 0)], primary.Senders.Select(sender => (sender.ApplicationName, sender.SyncState, sender.SyncPriority)));
        Assert.Equal(["n2", "n3"], primary.Slots.Select(slot => slot.Name));
        Assert.True(primary.Positions.Written > 0 && primary.HasUptimeSeconds && primary.Process.Alive && primary.Version.StartsWith($"{topology.Primary.MajorVersion}", StringComparison.Ordinal));
        Assert.NotEmpty(primary.SystemIdentifier);

        var standby = await second.DescribeAsync();
        Assert.Equal((Role.Standby, true, true, primary.SystemIdentifier), (standby.Role, standby.Healthy, standby.ReadOnly, standby.SystemIdentifier));
        Assert.Equal((StreamState.StreamStreaming, topology.Primary.Port), (standby.Receiver.State, standby.Receiver.Channel.RemotePort));
        Assert.Equal("n4", Assert.Single(standby.Senders).ApplicationName);
        Assert.True(standby.Positions.Received > 0 && standby.Positions.Replayed > 0);
        Assert.DoesNotContain(PostgreSqlAccounts.ReplicationPassword, standby.ToString(), StringComparison.Ordinal);

        topology.Primary.Kill();
        await RunningAgent.EventuallyAsync("the standby says that it is cut off", async () => (await second.DescribeAsync()).State == State.NeedRepair);
        var dead = await first.DescribeAsync();
        Assert.Equal((false, false, false, State.Down, primary.SystemIdentifier), (dead.Process.Alive, dead.Answers, dead.Healthy, dead.State, dead.SystemIdentifier));
        Assert.True((await second.DescribeAsync()).Positions.Received > 0);
    }

    [Fact]
    public async Task A_hung_database_is_alive_and_does_not_answer()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1]) }, Token);
        var options = NodeAgents.OptionsFor(topology, topology.Primary);
        await using var agent = await RunningAgent.StartAsync(options with { Database = options.Database with { QueryTimeout = TimeSpan.FromSeconds(1) } });
        topology.Primary.Hang();
        var hung = await agent.DescribeAsync();
        Assert.Equal((true, "T", false, false), (hung.Process.Alive, hung.Process.State, hung.Answers, hung.Healthy));
        // A fence reaches one that hears nothing.
        Assert.Equal(OperationStatus.OperationSucceeded, (await agent.ActAsync(new() { Action = Action.Fence })).Status);
        Assert.False(topology.Primary.IsRunning);
    }

    [Fact]
    public async Task A_standby_is_promoted_others_follow_and_the_diverged_old_primary_is_rewound()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1, 0, 0]) }, Token);
        await using var first = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[0]));
        await using var second = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[1]));
        await using var third = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[2]));
        topology.Primary.Kill();
        for (var i = 0; i < 2; i++)
            Succeeded(await second.ActAsync(new() { Action = Action.Failover, Epoch = 1 }));
        Assert.Equal((Role.Primary, 2U), ((await second.DescribeAsync()).Role, (await second.DescribeAsync()).Timeline));
        Succeeded(await third.ActAsync(new() { Action = Action.Follow, SourceHost = topology.Nodes[1].Host, SourcePort = topology.Nodes[1].Port }));
        await topology.Nodes[1].ExecuteAsync("INSERT INTO writes VALUES (1, 'new')", Token);
        await RunningAgent.EventuallyAsync("the third follows", async () => await topology.Nodes[2].QueryAsync<int>("SELECT count(*) FROM writes", Token) == 1);

        // It comes back as a primary of its own for a while.
        await topology.Nodes[0].RestartAsync(Token);
        await topology.Nodes[0].ExecuteAsync("INSERT INTO writes VALUES (900, 'errant')", Token);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(() => first.ActAsync(new() { Action = Action.Build }))).StatusCode);
        Succeeded(await first.ActAsync(new() { Action = Action.Build, BuildMode = BuildMode.BuildIncremental, SourceHost = topology.Nodes[1].Host, SourcePort = topology.Nodes[1].Port, Epoch = 1 }));
        var rejoined = await first.DescribeAsync();
        Assert.Equal((Role.Standby, true, 2U, false), (rejoined.Role, rejoined.Healthy, rejoined.Timeline, rejoined.HalfBuilt));
        Assert.Equal(1, await topology.Nodes[0].QueryAsync<int>("SELECT count(*) FROM writes", Token));
        Assert.Equal(topology.Nodes[0].Port, await topology.Nodes[0].QueryAsync<int>("SELECT current_setting('port')::int", Token));
    }

    [Fact]
    public async Task What_cannot_be_rewound_is_built_whole()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1, 0]) }, Token);
        await using var second = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[1]));
        await topology.Nodes[1].StopAsync(Token);
        File.Delete(Path.Combine(topology.Nodes[1].DataFolder, "global", "pg_control"));
        var request = new ActRequest { Action = Action.Build, SourceHost = topology.Primary.Host, SourcePort = topology.Primary.Port };
        Assert.Equal(OperationStatus.OperationFailed, (await second.ActAsync(new(request) { BuildMode = BuildMode.BuildIncremental })).Status);
        Succeeded(await second.ActAsync(new(request)));
        Assert.True((await second.DescribeAsync()).Healthy);
        Assert.Equal("n2", await topology.Primary.QueryAsync<string>("SELECT application_name FROM pg_stat_replication", Token));
    }

    [Fact]
    public async Task Settings_of_a_primary_are_changed_while_it_runs()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1]) }, Token);
        await using var agent = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Primary));
        Succeeded(await agent.ActAsync(new() { Action = Action.SetSynchronousStandbys, Value = "ANY 1 (\"n2\", n3)" }));
        Succeeded(await agent.ActAsync(new() { Action = Action.SetReadOnly }));
        await RunningAgent.EventuallyAsync("both are in force", async () =>
            await agent.DescribeAsync() is { SynchronousStandbyNames: "ANY 1 (\"n2\", n3)", ReadOnly: true });
        Succeeded(await agent.ActAsync(new() { Action = Action.SetWritable }));
        Succeeded(await agent.ActAsync(new() { Action = Action.SetSynchronousStandbys }));
        Succeeded(await agent.ActAsync(new() { Action = Action.Checkpoint }));
        Succeeded(await agent.ActAsync(new() { Action = Action.Restart }));
        await RunningAgent.EventuallyAsync("neither is", async () => await agent.DescribeAsync() is { SynchronousStandbyNames: "", ReadOnly: false, Healthy: true });
        Succeeded(await agent.ActAsync(new() { Action = Action.Stop }));
        Assert.False(topology.Primary.IsRunning);
        Succeeded(await agent.ActAsync(new() { Action = Action.Start }));
        Assert.True(topology.Primary.IsRunning);
    }

    private static void Succeeded(Operation operation) => Assert.True(operation.Status == OperationStatus.OperationSucceeded, $"{operation.Action}: {operation.Message}");
}
