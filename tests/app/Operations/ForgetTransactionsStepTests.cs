using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Operations.Steps;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Operations;

/// <summary>Between forgetting everything and learning the new history a server must never be left alone.</summary>
public sealed class ForgetTransactionsStepTests
{
    private const string Origin = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    [Fact]
    public async Task A_run_after_the_process_died_in_between_tells_the_server_what_it_had()
    {
        await using var host = await ApiHost.StartAsync();
        var (server, run) = await PrepareAsync(host);
        server.FailureWhileForgetting = new OperationCanceledException("the process dies here");
        await Assert.ThrowsAsync<OperationCanceledException>(() => run());
        Assert.Equal("", server.ExecutedGtidSet);

        for (var i = 0; i < 2; i++) await run();
        Assert.Equal($"{Origin}:1-100", server.ExecutedGtidSet);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_between_is_made_anew()
    {
        await using var host = await ApiHost.StartAsync();
        var (server, run) = await PrepareAsync(host);
        server.FailureWhileForgetting = new InstanceUnreachableException(new ProbeFailure(ProbeFailureKind.Disconnected, "gone"));
        await run();
        Assert.Equal($"{Origin}:1-100", server.ExecutedGtidSet);
    }

    private static async Task<(ScriptedServer Server, Func<Task> Run)> PrepareAsync(ApiHost host)
    {
        var keys = await host.AddClusterAsync("db");
        var server = host.Fleet[keys[1]];
        server.IsReceiving = server.IsApplying = false;
        server.ExecutedGtidSet = $"{Origin}:1-100,{server.ServerId}:1-3";
        var ticket = new RecoveryTicket("c1", "uid", 1);
        var step = new OperationStep(1, StepAction.ForgetTransactions, keys[1], "Forget them.") { From = keys[0], Value = $"{server.ServerId}:1-3" };
        var action = new ForgetTransactionsStep(host.Store, TimeProvider.System);
        return (server, RunAsync);

        async Task RunAsync()
        {
            await using var session = await host.Fleet.OpenSessionAsync(keys[1], TimeSpan.FromSeconds(1), ApiHost.Cancellation);
            await action.RunAsync(new StepRun(ticket, step, session, new EngineRegistry([host.Fleet])), ApiHost.Cancellation);
        }
    }
}
