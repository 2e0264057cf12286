using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Probing;

/// <summary>A recovery whose orchestration could not go on, as after an upgrade to one that takes other steps, does not keep the cluster from the next one.</summary>
public sealed class LeftRecoveryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => ApiHost.Cancellation;

    [Fact]
    public async Task A_dead_primary_is_replaced_though_a_recovery_was_left_open_by_its_orchestration()
    {
        await using var host = await StartAsync();
        var (keys, cluster) = await ClusterAsync(host);
        var client = host.Service<DurableTaskClient>();
        using var watch = host.Service<ClusterWatchFactory>().Create(cluster);
        var request = await OpenAsync(host, cluster, keys[0]);
        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(RecoverCluster), request, new StartOrchestrationOptions(RecoverCluster.InstanceId(cluster), DateTimeOffset.UtcNow.AddHours(1)), Token);

        // It may still go on.
        host.Fleet[keys[0]].IsAlive = false;
        for (var i = 0; i < 3; i++) await TickAsync(host, watch, cluster);
        Assert.Equal("left", (await host.Store.GetStateAsync(cluster, Token)).ActiveRecovery?.Uid);
        Assert.All(keys.Skip(1), key => Assert.True(host.Fleet[key].IsReadOnly));

        await client.TerminateInstanceAsync(RecoverCluster.InstanceId(cluster), output: null, Token);
        await EventuallyAsync(host, watch, cluster, () => Task.FromResult(keys.Skip(1).Any(key => !host.Fleet[key].IsReadOnly)));
        await AssertIsEndedAsync(host);
    }

    [Fact]
    public async Task It_is_ended_where_nothing_is_wrong_too_since_an_open_one_keeps_the_cluster_from_the_rest()
    {
        await using var host = await StartAsync();
        var (keys, cluster) = await ClusterAsync(host);
        var client = host.Service<DurableTaskClient>();
        using var watch = host.Service<ClusterWatchFactory>().Create(cluster);
        var request = await OpenAsync(host, cluster, keys[0]);
        await client.ScheduleNewOrchestrationInstanceAsync(
            nameof(RecoverCluster), request, new StartOrchestrationOptions(RecoverCluster.InstanceId(cluster), DateTimeOffset.UtcNow.AddHours(1)), Token);
        await client.TerminateInstanceAsync(RecoverCluster.InstanceId(cluster), output: null, Token);

        await EventuallyAsync(host, watch, cluster, async () => (await host.Store.GetStateAsync(cluster, Token)).ActiveRecovery is null);
        await EventuallyAsync(host, watch, cluster, async () => await host.Store.FindRecoveryAsync("left", Token) is { EndedAt: not null });
        await AssertIsEndedAsync(host);
        Assert.All(keys.Skip(1), key => Assert.True(host.Fleet[key].IsReadOnly));
    }

    [Fact]
    public async Task One_that_another_deployment_opened_is_left_to_it()
    {
        await using var host = await StartAsync();
        var (keys, cluster) = await ClusterAsync(host);
        var (state, version) = await host.Store.GetVersionedStateAsync(cluster, Token);
        var foreign = new RecoveryRecord { Uid = "foreign", ClusterId = cluster, Failed = keys[0] };
        Assert.True(await host.Store.TrySaveStateAsync(cluster, state with { ActiveRecovery = foreign }, version, Token));

        await Decide.AskAsync<object?>(host.Service<DurableTaskClient>(), cluster, nameof(ClusterEntity.AbandonRecovery), "foreign", Token);
        Assert.Equal("foreign", (await host.Store.GetStateAsync(cluster, Token)).ActiveRecovery?.Uid);
    }

    private static Task<ApiHost> StartAsync() => ApiHost.StartAsync(options => options with { RecoverMasterClusterFilters = ["*"] });

    private static async Task<(IReadOnlyList<InstanceKey> Keys, string Cluster)> ClusterAsync(ApiHost host)
    {
        var keys = await host.AddClusterAsync("db");
        return (keys, (await host.Store.GetClusterIdAsync(keys[0]))!);
    }

    // Long ago, so that its failure holds the next one back no more.
    private static async Task<RecoveryRequest> OpenAsync(ApiHost host, string cluster, InstanceKey primary)
    {
        var request = new RecoveryRequest { ClusterId = cluster, Kind = RecoveryKind.DeadPrimary, Code = AnalysisCode.DeadPrimary, Primary = primary, Uid = "left" };
        var open = new OpenRecovery("left", request, DateTimeOffset.UtcNow.AddHours(-2));
        var opened = await Decide.AskAsync<OpenRecoveryResult>(host.Service<DurableTaskClient>(), cluster, nameof(ClusterEntity.OpenRecovery), open, Token);
        Assert.True(opened!.IsAccepted, opened.Reason);
        return request;
    }

    private static async Task AssertIsEndedAsync(ApiHost host)
    {
        var left = await host.Store.FindRecoveryAsync("left", Token);
        Assert.Equal((RecoveryStatus.Failed, true), (left!.Status, left.IsAbandoned));
    }

    private static async Task EventuallyAsync(ApiHost host, ClusterWatch watch, string cluster, Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, "It did not happen.");
            await Task.Delay(50, Token);
            await TickAsync(host, watch, cluster);
        }
    }

    private static async Task TickAsync(ApiHost host, ClusterWatch watch, string cluster)
    {
        var directory = await host.Store.GetDirectoryAsync(Token);
        await watch.TickAsync(directory.Of(cluster), host.Service<DurableTaskClient>(), DateTimeOffset.UtcNow, TimeSpan.Zero, Token);
    }
}
