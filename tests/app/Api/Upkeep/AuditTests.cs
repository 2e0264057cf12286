using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Functions.Upkeep.Purging;
using Ham4Db.Runtime.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class AuditTests
{
    [Fact]
    public async Task Pages_have_twenty_rows_of_all_and_of_one_instance()
    {
        await using var host = await ApiHost.StartAsync();
        var start = new DateTimeOffset(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 60; i++)
        {
            var instance = i % 5 == 4 ? null : (InstanceKey?)ScriptedFleet.Key(i % 2 == 0 ? "even" : "odd");
            await host.Store.AuditAsync(new AuditRecord(start.AddSeconds(i), "x", "c", instance, "me", $"m{i}"), ApiHost.Cancellation);
        }

        Assert.Equal(["m59", "m40", "m39", "m20", "m19", "m0"], await EdgesAsync(host, "audit", 3));
        Assert.Equal(["m58", "m10", "m8", "m0"], await EdgesAsync(host, "audit/instance/even/3306", 2));
        Assert.Equal("[]", (await host.GetAsync("/api/audit/3")).Raw.GetRawText());
        Assert.Equal("[]", (await host.GetAsync("/api/audit/instance/other/3306")).Raw.GetRawText());
        Assert.StartsWith("Invalid page: -1", (await host.GetAsync("/api/audit/-1")).Error, StringComparison.Ordinal);
        Assert.StartsWith("Invalid port: x", (await host.GetAsync("/api/audit/instance/even/x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orchestrations_that_have_ended_are_removed_when_they_are_old()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0);
        _ = (await host.GetAsync("/api/begin-downtime/db1/3306/ops/why")).Ok;
        var client = host.Service<DurableTaskClient>();
        Assert.Equal(1, await client.GetAllInstancesAsync().CountAsync(ApiHost.Cancellation));
        foreach (var (days, left) in new[] { (6.9, 1), (7.1, 0) })
        {
            var time = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(days));
            await new Purge(host.Store, new(), time, NullLogger<Purge>.Instance).RunAsync(client, ApiHost.Cancellation);
            Assert.Equal(left, await client.GetAllInstancesAsync().CountAsync(ApiHost.Cancellation));
        }
    }

    [Fact]
    public async Task A_maintenance_that_is_begun_twice_because_its_process_died_has_one_number()
    {
        using var folder = new StoreFolder();
        var first = new MaintenanceRecord(7, "c", ScriptedFleet.Key("db1"), "ops", "why", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
        foreach (var _ in new[] { 1, 2 }) Assert.Equal(7, (await folder.Store.AddMaintenanceAsync(first, ApiHost.Cancellation)).Id);
        Assert.Equal(8, (await folder.Store.AddMaintenanceAsync(first with { Key = ScriptedFleet.Key("db2") }, ApiHost.Cancellation)).Id);
        Assert.Equal([7, 8], (await folder.Store.GetMaintenanceAsync(ApiHost.Cancellation)).Select(m => m.Id));
    }

    // The first and the last row of each page.
    private static async Task<List<string>> EdgesAsync(ApiHost host, string path, int pages)
    {
        var edges = new List<string>();
        for (var page = 0; page < pages; page++)
        {
            var messages = (await host.GetAsync($"/api/{path}/{page}")).Raw.EnumerateArray().Select(a => a.GetProperty("Message").GetString()!.Split(' ')[0]).ToList();
            edges.AddRange([messages[0], messages[^1]]);
        }

        return edges;
    }
}
