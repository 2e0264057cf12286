using Grpc.Core;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Ham4Db.Topologies.OpenGauss;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Tests.Real;

public sealed class KilledAgentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agent_killed_in_the_middle_of_a_build_is_followed_by_one_that_knows_it_and_does_it_again()
    {
        await using var topology = await OpenGaussTopology.StartAsync(new() { Layout = new([-1, 0]) }, cancellationToken: Token);
        var node = topology.Nodes[1];
        var state = Path.Combine(node.Folder, "agent");
        var port = 20_000 + (Environment.ProcessId % 10_000);
        var request = new ActRequest { OperationId = "build-in-two-lives", Action = Action.Build, Role = Role.Standby, Epoch = 5, WaitMs = 60_000 };
        OpenGaussTopology.SlowBuild(node, 600);
        using (var first = await AgentProcess.StartAsync(state, node.DataFolder, topology.ProgramFolder, port))
        {
            await first.Client.ActAsync(new(request) { WaitMs = 0 }, cancellationToken: Token);
            await RunningAgent.EventuallyAsync("the build has begun", () => Task.FromResult(!node.IsRunning && Builders(node.Folder).Length > 0));
            first.Kill();
        }

        // What it left goes on without it.
        Assert.NotEmpty(Builders(node.Folder));
        using var second = await AgentProcess.StartAsync(state, node.DataFolder, topology.ProgramFolder, port);
        await RunningAgent.EventuallyAsync("what the first left is ended", () => Task.FromResult(Builders(node.Folder).Length == 0));
        // Not before: a build that had not yet come to its wait would go through.
        OpenGaussTopology.SlowBuild(node, null);
        Assert.Equal(OperationStatus.OperationInterrupted, (await second.Client.GetOperationAsync(new() { OperationId = request.OperationId }, cancellationToken: Token)).Status);
        var instance = await second.Client.DescribeAsync(new(), cancellationToken: Token);
        Assert.Equal((true, false, 5UL, ""), (instance.HalfBuilt, instance.Healthy, instance.Epoch, instance.RunningOperation));
        Assert.Equal(
            StatusCode.FailedPrecondition,
            (await Assert.ThrowsAsync<RpcException>(async () => await second.Client.ActAsync(new() { OperationId = "start", Action = Action.Start, Epoch = 5 }, cancellationToken: Token))).StatusCode);

        var done = await second.Client.ActAsync(request, cancellationToken: Token);
        Assert.True(done.Status == OperationStatus.OperationSucceeded, done.Message);
        await RunningAgent.EventuallyAsync("the standby is healthy", async () => await second.Client.DescribeAsync(new(), cancellationToken: Token) is { Healthy: true, Role: Role.Standby, HalfBuilt: false });
    }

    private static int[] Builders(string folder) =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(pid =>
        {
            try
            {
                return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ') is var command && command.Contains("gs_ctl build", StringComparison.Ordinal) && command.Contains(folder, StringComparison.Ordinal);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }),
    ];
}
