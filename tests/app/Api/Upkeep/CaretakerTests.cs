using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Upkeep;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class CaretakerTests
{
    [Fact]
    public async Task What_has_run_out_goes_and_the_rest_stays()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        foreach (var name in new[] { "db1", "db2" })
        {
            _ = (await host.GetAsync($"/api/begin-downtime/{name}/3306/ops/why/1h")).Ok;
            _ = (await host.GetAsync($"/api/begin-maintenance/{name}/3306/ops/why")).Ok;
            _ = (await host.GetAsync($"/api/register-candidate/{name}/3306/prefer")).Ok;
        }

        var id = (await host.Store.FindInstanceAsync(keys[0], ApiHost.Cancellation))!.ClusterId;
        var before = await host.Store.GetStateAsync(id, ApiHost.Cancellation);
        await RunAsync(host);
        Assert.Equal((2, 2, 2), Counts(await host.Store.GetStateAsync(id, ApiHost.Cancellation)));

        var (row, past) = (FleetTables.RowKey(keys[0]), DateTimeOffset.UtcNow);
        var (state, version) = await host.Store.GetVersionedStateAsync(id, ApiHost.Cancellation);
        state = state with
        {
            Downtimes = new Dictionary<string, Downtime>(state.Downtimes) { [row] = state.Downtimes[row] with { EndsAt = past } },
            Maintenance = new Dictionary<string, MaintenanceRecord>(state.Maintenance) { [row] = state.Maintenance[row] with { EndsAt = past } },
            PromotionRules = new Dictionary<string, RegisteredPromotionRule>(state.PromotionRules) { [row] = state.PromotionRules[row] with { ExpiresAt = past } },
        };
        Assert.True(await host.Store.TrySaveStateAsync(id, state, version, ApiHost.Cancellation));
        await RunAsync(host);
        var deadline = DateTime.UtcNow.AddSeconds(30);
        while (Counts(await host.Store.GetStateAsync(id, ApiHost.Cancellation)) != (1, 1, 1))
        {
            Assert.True(DateTime.UtcNow < deadline, "What had run out was not removed within 30 s.");
            await Task.Delay(20, ApiHost.Cancellation);
        }

        var after = await host.Store.GetStateAsync(id, ApiHost.Cancellation);
        Assert.Equal(before.Maintenance[FleetTables.RowKey(keys[1])], after.Maintenance.Values.Single());
        Assert.Equal("db2:3306", Assert.Single((await host.GetAsync("/api/maintenance")).Raw.EnumerateArray()).GetProperty("Key").Key());
        Assert.Equal(keys[1], Assert.Single(await host.Store.GetMaintenanceAsync(ApiHost.Cancellation)).Key);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(6, 1)]
    public async Task Topologies_are_snapshotted_as_often_as_configured(int hours, int snapshots)
    {
        await using var host = await ApiHost.StartAsync(options => options with { SnapshotTopologiesIntervalHours = hours });
        var keys = await host.AddClusterAsync("db", replicas: 0);
        var id = (await host.Store.FindInstanceAsync(keys[0], ApiHost.Cancellation))!.ClusterId;
        for (var i = 0; i < 3; i++) await RunAsync(host);
        Assert.Equal(snapshots, await CountAsync(host, id));
        if (snapshots == 0) return;
        var head = await host.Store.FindTopologyHeadAsync(id, ApiHost.Cancellation);
        await host.Store.SaveTopologyHeadAsync(head! with { SnapshotAt = DateTimeOffset.UtcNow.AddHours(-hours) }, ApiHost.Cancellation);
        await RunAsync(host);
        Assert.Equal(2, await CountAsync(host, id));
    }

    private static (int Downtimes, int Maintenance, int Rules) Counts(ClusterState state) =>
        (state.Downtimes.Count, state.Maintenance.Count, state.PromotionRules.Count);

    private static async Task<int> CountAsync(ApiHost host, string id) =>
        await host.Store.GetTopologyChangesAsync(id, DateTimeOffset.MaxValue, ApiHost.Cancellation).CountAsync(ApiHost.Cancellation);

    private static Task RunAsync(ApiHost host) => host.Service<Caretaker>().RunAsync(host.Service<DurableTaskClient>(), ApiHost.Cancellation);
}
