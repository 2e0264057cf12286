using System.Diagnostics;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Hosting;

public sealed class StopTests
{
    [Fact]
    public async Task A_stop_lets_running_activities_finish_and_keeps_their_results()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        var id = await host.StartAsync(nameof(Functions.RunWork), new Work(key, 500));
        await Wait.UntilAsync(() => Hits.Of(key) == 1, "activity runs");
        await host.RestartAsync();
        Assert.Equal("worked", (await host.EndAsync(id)).ReadOutputAs<string>());
        Assert.Equal(1, Hits.Of(key));
    }

    [Fact]
    public async Task A_stop_waits_no_longer_than_its_timeout_and_the_activity_runs_again()
    {
        await using var host = await EmbeddedHost.StartAsync(builder =>
        {
            builder.AddFunctions(typeof(Functions));
            builder.StopTimeout = TimeSpan.FromMilliseconds(200);
        });
        var key = Hits.NewKey();
        var id = await host.StartAsync(nameof(Functions.RunWork), new Work(key, 15_000));
        await Wait.UntilAsync(() => Hits.Of(key) == 1, "activity runs");
        var clock = Stopwatch.StartNew();
        await host.StopAsync();
        Assert.InRange(clock.ElapsedMilliseconds, 150, 10_000);
        await host.StartAsync();
        await Wait.UntilAsync(() => Hits.Of(key) == 2, "activity runs again");
        Assert.Equal("worked", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_entity_operation_cut_off_by_a_stop_is_run_again_whole()
    {
        await using var host = await EmbeddedHost.StartAsync(builder =>
        {
            builder.AddFunctions(typeof(SlowEntity));
            builder.StopTimeout = TimeSpan.FromMilliseconds(100);
        });
        var id = new EntityInstanceId(nameof(SlowEntity), Hits.NewKey());
        await host.Client.Entities.SignalEntityAsync(id, "Add", 15_000);
        await Wait.UntilAsync(() => Hits.Of(id.Key) == 1, "operation runs");
        await host.RestartAsync();
        await Wait.UntilAsync(async () => await host.Client.Entities.GetEntityAsync<int>(id) is { IncludesState: true, State: 15_000 }, "state");
        Assert.Equal(2, Hits.Of(id.Key));
    }

    [Fact]
    public async Task After_a_stop_the_client_says_that_the_runtime_has_stopped()
    {
        var host = await EmbeddedHost.StartAsync(typeof(Functions));
        var client = host.Client;
        await host.StopAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.RunWork), new Work("k", 0)));
        Assert.Contains("stopped", refused.Message, StringComparison.Ordinal);
        Directory.Delete(host.Folder, recursive: true);
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_any_more_stops_the_host()
    {
        var host = await EmbeddedHost.StartAsync(typeof(Functions));
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={host.Folder}/runtime.db;Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE instances";
            command.ExecuteNonQuery();
        }

        var stopping = new TaskCompletionSource();
        var lifetime = (Microsoft.Extensions.Hosting.IHostApplicationLifetime)host.Services.GetService(typeof(Microsoft.Extensions.Hosting.IHostApplicationLifetime))!;
        lifetime.ApplicationStopping.Register(stopping.SetResult);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync(nameof(Functions.RunWork), new Work("k", 0)));
        await stopping.Task.WaitAsync(Wait.Limit);
        await host.DisposeAsync();
    }

    public sealed record Work(string Key, int Milliseconds);

    public sealed class SlowEntity : TaskEntity<int>
    {
        public async Task Add(int milliseconds)
        {
            State += milliseconds;
            if (Hits.Add(Context.Id.Key) == 1)
                await Task.Delay(milliseconds);
        }

        [Function(nameof(SlowEntity))]
        public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<SlowEntity>();
    }

    public static class Functions
    {
        [Function(nameof(DoWork))]
        public static async Task<string> DoWork([ActivityTrigger] Work work, CancellationToken token)
        {
            var attempt = Hits.Add(work.Key);
            await Task.Delay(attempt == 1 ? work.Milliseconds : 0, token);
            return "worked";
        }

        [Function(nameof(RunWork))]
        public static Task<string> RunWork([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallActivityAsync<string>(nameof(DoWork), context.GetInput<Work>());
    }
}
