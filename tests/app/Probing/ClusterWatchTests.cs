using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Probing;

/// <summary>When a cluster of a large fleet is looked at.</summary>
public sealed class ClusterWatchTests : IDisposable
{
    private const string Cluster = "c1";

    // So long that this cluster's part of it is never next to nothing.
    private static readonly TimeSpan Spread = TimeSpan.FromHours(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly StoreFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ScriptedFleet _fleet = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_round_whose_moment_is_yet_to_come_is_not_left_out_because_the_one_before_has_not_ended()
    {
        await using var services = await StartAsync();
        using var watch = services.GetRequiredService<ClusterWatchFactory>().Create(Cluster);
        var (asked, answer, questions) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        _fleet.Pinging = _ =>
        {
            Interlocked.Increment(ref questions);
            asked.TrySetResult();
            return answer.Task;
        };

        var first = await BeginAsync(watch, services);
        Assert.Equal(0, questions);
        _time.Advance(Spread);
        await asked.Task.WaitAsync(Patience, Token);
        var second = await BeginAsync(watch, services);
        answer.SetResult();
        await first.WaitAsync(Patience, Token);
        Assert.False(second.IsCompleted);

        var before = questions;
        _time.Advance(Spread);
        await second.WaitAsync(Patience, Token);
        Assert.True(questions > before);
    }

    private async Task<Task> BeginAsync(ClusterWatch watch, ServiceProvider services)
    {
        var directory = await services.GetRequiredService<FleetStore>().GetDirectoryAsync(Token);
        // Nothing is found, and so no client is asked for anything.
        return watch.TickAsync(directory.Of(Cluster), client: null!, _time.GetUtcNow(), Spread, Token);
    }

    private async Task<ServiceProvider> StartAsync()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(_folder.Tables);
        services.AddSingleton<TimeProvider>(_time);
        services.AddHam4Db(new Ham4DbOptions());
        services.RemoveAll<IDatabaseEngine>();
        services.AddSingleton<IDatabaseEngine>(_fleet);
        foreach (var key in _fleet.AddCluster("db", replicas: 1))
        {
            var snapshot = _fleet[key].Snapshot(_fleet);
            await _folder.Store.SaveMembersAsync(Cluster, [new ClusterMember { LastChecked = _time.GetUtcNow(), Snapshot = snapshot }], Token);
            await _folder.Store.SaveDirectoryAsync(new DirectoryEntry(key, Cluster, snapshot.ServerId, _time.GetUtcNow()), Token);
        }

        return services.BuildServiceProvider();
    }
}
