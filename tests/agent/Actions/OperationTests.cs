using Grpc.Core;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Tests.Actions;

public sealed class OperationTests : IDisposable
{
    private readonly ScriptedPrograms _programs = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task The_same_id_is_done_once_also_by_the_next_agent()
    {
        var request = new ActRequest { OperationId = "build-1", Action = Action.Build, Role = Role.CascadeStandby, BuildMode = BuildMode.BuildFull, Epoch = 3 };
        for (var i = 0; i < 2; i++)
        {
            await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
            for (var j = 0; j < 2; j++)
                Assert.Equal(OperationStatus.OperationSucceeded, (await agent.ActAsync(request.Clone())).Status);
            var error = await Assert.ThrowsAsync<RpcException>(() => agent.ActAsync(new() { OperationId = "build-1", Action = Action.Stop, Epoch = 3 }));
            Assert.Equal(StatusCode.AlreadyExists, error.StatusCode);
        }

        Assert.Equal([$"gs_ctl|build|-D|{_programs.DataFolder}|-b|full|-M|cascade_standby"], _programs.Changes);
    }

    [Fact]
    public async Task An_older_epoch_is_refused_also_by_the_next_agent()
    {
        for (var i = 0; i < 2; i++)
        {
            await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
            if (i == 0)
                await agent.ActAsync(new() { Action = Action.SetReadOnly, Epoch = 7 });
            var error = await Assert.ThrowsAsync<RpcException>(() => agent.ActAsync(new() { Action = Action.SetWritable, Epoch = 6 }));
            Assert.Equal(StatusCode.FailedPrecondition, error.StatusCode);
            Assert.Contains("'epoch' is 6, older than 7", error.Status.Detail, StringComparison.Ordinal);
            Assert.Equal(7UL, (await agent.DescribeAsync()).Epoch);
        }

        Assert.Equal([$"gs_guc|reload|-D|{_programs.DataFolder}|-c|default_transaction_read_only=on"], _programs.Changes);
    }

    [Fact]
    public async Task One_action_at_a_time_and_progress_as_it_goes()
    {
        var gate = Path.Combine(_programs.BinFolder, "go");
        _programs.Write("gs_ctl", $"[ \"$1\" = build ] || exit 0\necho 'copied 1/2 (50%)'\nwhile [ ! -e {gate} ]; do sleep 0.05; done\necho 'copied 2/2 (100%)'");
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        var begun = await agent.Client.ActAsync(new() { OperationId = "b", Action = Action.Build }, cancellationToken: Token);
        Assert.Equal(OperationStatus.OperationRunning, begun.Status);
        using var watch = agent.Client.WatchOperation(new() { OperationId = "b" }, cancellationToken: Token);
        while (await watch.ResponseStream.MoveNext(Token) && watch.ResponseStream.Current.Percent != 50)
            Assert.Equal(OperationStatus.OperationRunning, watch.ResponseStream.Current.Status);
        Assert.Equal("copied 1/2 (50%)", watch.ResponseStream.Current.Message);
        Assert.Equal("b", (await agent.DescribeAsync()).RunningOperation);

        var error = await Assert.ThrowsAsync<RpcException>(() => agent.ActAsync(new() { Action = Action.Stop }));
        Assert.Equal(StatusCode.Aborted, error.StatusCode);
        await File.WriteAllTextAsync(gate, "", Token);
        var last = watch.ResponseStream.Current;
        while (await watch.ResponseStream.MoveNext(Token))
            last = watch.ResponseStream.Current;
        Assert.Equal(OperationStatus.OperationSucceeded, last.Status);
        Assert.Single(_programs.Changes);
    }

    [Fact]
    public async Task An_exit_code_counts_and_what_is_printed_on_the_error_stream_does_not()
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        _programs.Write("gs_ctl", "echo 'only a warning' >&2");
        Assert.Equal(OperationStatus.OperationSucceeded, (await agent.ActAsync(new() { Action = Action.Restart })).Status);
        _programs.Write("gs_ctl", "echo 'all is well'; exit 3");
        var failed = await agent.ActAsync(new() { Action = Action.Restart });
        Assert.Equal((OperationStatus.OperationFailed, "gs_ctl failed with exit code 3: all is well"), (failed.Status, failed.Message));
    }

    [Fact]
    public async Task A_failover_that_the_program_calls_done_and_was_not_has_failed()
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        var failed = await agent.ActAsync(new() { Action = Action.Failover });
        Assert.Equal(OperationStatus.OperationFailed, failed.Status);
        Assert.Contains($"gs_ctl|failover|-D|{_programs.DataFolder}", _programs.Changes);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_and_one_that_prints_without_end_is_bounded()
    {
        _programs.Write("gs_ctl", "[ \"$1\" = restart ] && exec sleep 1000\nexec yes 'HA state'");
        var options = RunningAgent.OptionsFor(_programs);
        await using var agent = await RunningAgent.StartAsync(options with { Database = options.Database with { ActionTimeout = TimeSpan.FromMilliseconds(300), QueryTimeout = TimeSpan.FromMilliseconds(500) } });
        var failed = await agent.ActAsync(new() { Action = Action.Restart });
        Assert.Equal(OperationStatus.OperationFailed, failed.Status);
        Assert.Contains("did not end in time", failed.Message, StringComparison.Ordinal);
        using var server = _programs.StartServer();
        var instance = await agent.DescribeAsync();
        Assert.False(instance.Healthy);
        Assert.Contains(instance.Notes, note => note.Contains("did not answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_build_that_failed_leaves_a_folder_that_is_not_started()
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        _programs.Write("gs_ctl", "exit 1");
        Assert.Equal(OperationStatus.OperationFailed, (await agent.ActAsync(new() { Action = Action.Build })).Status);
        Assert.True((await agent.DescribeAsync()).HalfBuilt);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => agent.ActAsync(new() { Action = Action.Start }))).StatusCode);
        _programs.Write("gs_ctl", "");
        await agent.ActAsync(new() { Action = Action.Build });
        Assert.False((await agent.DescribeAsync()).HalfBuilt);
        Assert.Equal(OperationStatus.OperationSucceeded, (await agent.ActAsync(new() { Action = Action.Start })).Status);
    }

    [Fact]
    public async Task A_fenced_instance_starts_as_a_standby_only()
    {
        await using var agent = await RunningAgent.StartAsync(RunningAgent.OptionsFor(_programs));
        await agent.ActAsync(new() { Action = Action.Fence, Reason = "another was promoted" });
        var instance = await agent.DescribeAsync();
        Assert.Equal((true, "another was promoted"), (instance.Fenced, instance.FenceReason));
        foreach (var request in new ActRequest[] { new() { Action = Action.Start }, new() { Action = Action.Start, Role = Role.Primary }, new() { Action = Action.Failover }, new() { Action = Action.Restart } })
            Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<RpcException>(() => agent.ActAsync(request))).StatusCode);
        Assert.Equal(OperationStatus.OperationSucceeded, (await agent.ActAsync(new() { Action = Action.Start, Role = Role.Standby })).Status);
        await agent.ActAsync(new() { Action = Action.Unfence });
        Assert.Equal(OperationStatus.OperationSucceeded, (await agent.ActAsync(new() { Action = Action.Start })).Status);
    }
}
