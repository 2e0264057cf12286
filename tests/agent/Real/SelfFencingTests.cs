using Ham4Db.OpenGaussAgent.Fencing;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.OpenGaussAgent.Tests.Real;

public sealed class SelfFencingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_primary_that_lost_everybody_stops_and_stays_so_and_one_with_a_synchronous_standby_does_not()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1, 0]), SynchronousStandbyNames = "n2" }, Token);
        var options = NodeAgents.OptionsFor(topology, topology.Primary) with
        {
            Fencing = new() { Enabled = true, After = TimeSpan.FromSeconds(3), Interval = TimeSpan.FromSeconds(0.5), StopTimeout = TimeSpan.FromSeconds(10), ServerPromotesAfter = TimeSpan.FromSeconds(30) },
        };
        await using (var agent = await RunningAgent.StartAsync(options))
        {
            // The manager has been silent for longer than the limit, and the standby is there.
            await RunningAgent.EventuallyAsync("the manager is lost", () => Task.FromResult(agent.Part<Contacts>().SinceServer > TimeSpan.FromSeconds(4)));
            Assert.True(topology.Primary.IsRunning);
            topology.Nodes[1].Kill();
            await RunningAgent.EventuallyAsync("the primary is stopped", () => Task.FromResult(!topology.Primary.IsRunning));
            Assert.True((await agent.DescribeAsync()).Fenced);
        }

        // Somebody starts it by hand: another agent, which has heard of its manager, stops it again.
        await using (await RunningAgent.StartAsync(options))
        {
            await topology.Primary.StartAsync(Token);
            await RunningAgent.EventuallyAsync("it is stopped again", () => Task.FromResult(!topology.Primary.IsRunning));
        }
    }

    [Fact]
    public async Task A_manager_that_calls_keeps_a_lonely_primary_going()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1]) }, Token);
        await using var agent = await RunningAgent.StartAsync(NodeAgents.OptionsFor(topology, topology.Primary) with
        {
            Fencing = new() { Enabled = true, After = TimeSpan.FromSeconds(4), Interval = TimeSpan.FromSeconds(0.5), StopTimeout = TimeSpan.FromSeconds(10), ServerPromotesAfter = TimeSpan.FromSeconds(30) },
        });
        await RunningAgent.EventuallyAsync("no standby for longer than the limit", async () =>
        {
            Assert.Equal(Role.Primary, (await agent.DescribeAsync()).Role);
            return agent.Part<Contacts>().SinceStandby > TimeSpan.FromSeconds(6);
        });
        Assert.False((await agent.DescribeAsync()).Fenced);
    }
}
