using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Ham4Db.Topologies.OpenGauss;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Tests.Real;

/// <summary>The agent beside the stand-in for openGauss.</summary>
public sealed class OpenGaussStandInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_describes_each_role_with_its_neighbours_and_the_cluster()
    {
        await using var topology = await OpenGaussTopology.StartAsync(new() { SynchronousStandbyNames = "ANY 1 (n2, n3)" }, cancellationToken: Token);
        var port = 20000 + (Environment.ProcessId % 10000);
        await using var first = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[0]));
        await using var second = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[1]) with { Original = new() { Port = port, AllowedAddresses = ["127.0.0.1"] } });
        await using var fourth = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[3]));

        var primary = await first.DescribeAsync(members: true);
        Assert.Empty(primary.Notes);
        Assert.Equal((Role.Primary, State.Normal, Detail.Normal, true, "5.0.0", 3), (primary.Role, primary.State, primary.Detail, primary.Healthy, primary.Version, primary.StaticConnections));
        Assert.Equal(["127.0.0.12", "127.0.0.13"], primary.Senders.Select(sender => sender.Channel.RemoteAddress).Order());
        Assert.All(primary.Senders, sender => Assert.Equal(SyncState.SyncQuorum, sender.SyncState));
        Assert.Equal(("ANY 1 (n2, n3)", false, ClusterManager.ManagerNone), (primary.SynchronousStandbyNames, primary.ReadOnly, primary.Manager));
        Assert.True(primary.Positions.Written > 0);
        Assert.Equal("Normal", primary.ClusterState);
        Assert.Equal(
            [("n1", Role.Primary), ("n2", Role.Standby), ("n3", Role.Standby), ("n4", Role.CascadeStandby)],
            primary.Members.Select(member => (member.Name, member.Role)));
        Assert.Equal(topology.Nodes.Select(node => node.Port), primary.Members.Select(member => member.Port));

        var standby = await second.DescribeAsync();
        Assert.Equal((Role.Standby, true, "127.0.0.11"), (standby.Role, standby.Healthy, standby.Receiver.Channel.RemoteAddress));
        Assert.Equal(Role.CascadeStandby, Assert.Single(standby.Senders).PeerRole);
        Assert.Equal((Role.CascadeStandby, Role.Standby), ((await fourth.DescribeAsync()).Role, (await fourth.DescribeAsync()).Receiver.PeerRole));

        // As the first Ham4DB's server sees it.
        var original = second.Original(second.Ports.Original);
        var info = (await original.CollectInfoAsync(new(), cancellationToken: Token)).NodeInfo;
        Assert.Equal(("n2", "standby", "normal", "n1", topology.Nodes[0].Port), (info.BaseInfo.NodeName, info.BaseInfo.InstanceRole, info.BaseInfo.InstanceState, info.Upstream.NodeName, info.Upstream.DatanodePort));
        Assert.Equal("n4", Assert.Single(info.DownstreamList).NodeName);
        Assert.True((await original.ReplicationConfirmAsync(new() { ConfirmNodename = "n1" }, cancellationToken: Token)).Normal);
        Assert.False((await original.ReplicationConfirmAsync(new() { ConfirmNodename = "n3" }, cancellationToken: Token)).Normal);
    }

    [Fact]
    public async Task After_a_kill_a_standby_takes_over_and_the_old_primary_is_built_again()
    {
        await using var topology = await OpenGaussTopology.StartAsync(new(), cancellationToken: Token);
        await using var first = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[0]));
        await using var second = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[1]));
        await using var fourth = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[3]));
        topology.Primary.Kill();
        await RunningAgent.EventuallyAsync("the standby is cut off", async () => await second.DescribeAsync() is { State: State.NeedRepair, Detail: Detail.Disconnected });
        // Nothing comes in any more, and what came is still known: that decides who is promoted.
        Assert.True((await second.DescribeAsync()).Positions.Received > 0);
        Assert.Equal((false, State.Down), ((await first.DescribeAsync()).Process.Alive, (await first.DescribeAsync()).State));

        Succeeded(await second.ActAsync(new() { Action = Action.Failover, Epoch = 1 }));
        Assert.Equal(Role.Primary, (await second.DescribeAsync()).Role);
        await RunningAgent.EventuallyAsync("the cascade has another source", async () => (await fourth.DescribeAsync()).Receiver?.Channel.RemoteAddress == "127.0.0.13");
        await topology.Nodes[1].ExecuteAsync("INSERT INTO writes VALUES (1, 'new')", Token);

        Succeeded(await first.ActAsync(new() { Action = Action.Build, Role = Role.Standby, Epoch = 1 }));
        await RunningAgent.EventuallyAsync("the old primary is a healthy standby", async () => await first.DescribeAsync() is { Role: Role.Standby, Healthy: true });
        await RunningAgent.EventuallyAsync("it has the row", async () => await topology.Nodes[0].QueryAsync<int>("SELECT count(*) FROM writes", Token) == 1);
        Succeeded(await first.ActAsync(new() { Action = Action.Switchover, Epoch = 1 }));
        await RunningAgent.EventuallyAsync("they have changed back", async () => (await first.DescribeAsync()).Role == Role.Primary && await second.DescribeAsync() is { Role: Role.Standby, Healthy: true });
    }

    [Fact]
    public async Task States_that_the_stand_in_cannot_reach_are_told_as_they_are_said()
    {
        await using var topology = await OpenGaussTopology.StartAsync(new() { Layout = new([-1, 0]) }, hasManager: true, Token);
        await using var agent = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Nodes[1]));
        OpenGaussTopology.Inject(topology.Nodes[1], "Need repair", "System id not matched");
        var instance = await agent.DescribeAsync(members: true);
        Assert.Equal((State.NeedRepair, Detail.SystemIdNotMatched, false), (instance.State, instance.Detail, instance.Healthy));
        OpenGaussTopology.Inject(topology.Nodes[1], "Levitating", "Normal");
        instance = await agent.DescribeAsync();
        Assert.Equal((State.Unknown, "Levitating", false), (instance.State, instance.StateText, instance.Healthy));
        // Somebody else decides here.
        Assert.Equal(ClusterManager.ManagerActive, instance.Manager);
        OpenGaussTopology.Inject(topology.Nodes[1], null);
        Assert.True((await agent.DescribeAsync()).Healthy);
        topology.Nodes[1].Hang();
        var options = NodeAgents.OptionsFor(topology, topology.Nodes[1]);
        await using var impatient = await RunningAgent.StartAsync(options with { StateFolder = options.StateFolder + "2", Database = options.Database with { QueryTimeout = TimeSpan.FromSeconds(1) } });
        instance = await impatient.DescribeAsync();
        Assert.Equal((true, false, false), (instance.Process.Alive, instance.Answers, instance.Healthy));
    }

    private static void Succeeded(Operation operation) => Assert.True(operation.Status == OperationStatus.OperationSucceeded, $"{operation.Action}: {operation.Message}");
}
