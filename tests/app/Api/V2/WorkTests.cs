using System.Net;
using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Telemetry;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>What the service tells of itself: what runs and waits, and what it measured.</summary>
public sealed class WorkTests
{
    [Fact]
    public async Task What_runs_and_waits_is_told_with_its_age()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        var (now, client) = (DateTimeOffset.UtcNow, host.Service<DurableTaskClient>());
        await client.ScheduleNewOrchestrationInstanceAsync(nameof(DiscoverLater), ScriptedFleet.Key("db9"), new StartOrchestrationOptions("at-noon", now.AddHours(1)), ApiHost.Cancellation);
        foreach (var (id, due) in new[] { ("a", now.AddMinutes(-1)), ("b", now.AddHours(1)) })
            await host.Store.QueueDeliveryAsync(new WebhookDelivery("pager", new HookEvent(id, HookPoint.PostFailover, now.AddMinutes(-10), new HookFields())) { DueAt = due }, ApiHost.Cancellation);

        var work = (await host.GetAsync("/api/v2/work")).Raw;
        Assert.Equal((1, false, true), (work.GetProperty("pending").GetInt32(), work.GetProperty("isCut").GetBoolean(), work.GetProperty("isHostTold").GetBoolean()));
        var waiting = Assert.Single(work.GetProperty("orchestrations").EnumerateArray(), o => o.GetProperty("id").GetString() == "at-noon");
        Assert.Equal((nameof(DiscoverLater), true), (waiting.GetProperty("name").GetString(), waiting.GetProperty("isPending").GetBoolean()));
        var queues = work.GetProperty("queues").EnumerateArray().ToDictionary(q => q.GetProperty("name").GetString()!);
        Assert.Equal(["activities", "entities", "orchestrations", "webhooks"], queues.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((1, 1), (queues["webhooks"].GetProperty("waiting").GetInt32(), queues["webhooks"].GetProperty("later").GetInt32()));
        Assert.InRange(queues["webhooks"].GetProperty("oldestSeconds").GetDouble(), 600, 6000);
        Assert.Equal(1, queues["orchestrations"].GetProperty("later").GetInt32());
        var prober = Assert.Single(work.GetProperty("probers").EnumerateArray());
        Assert.Equal(("test", 1, 3), (prober.GetProperty("process").GetString(), prober.GetProperty("clusters").GetInt32(), prober.GetProperty("instances").GetInt32()));

        var metrics = (await host.GetAsync("/metrics")).Text;
        Assert.Contains("ham4db_queue_waiting{queue=\"webhooks\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Matches("ham4db_queue_oldest_seconds{queue=\"webhooks\"} [6-9][0-9][0-9]", metrics);
    }

    [Fact]
    public async Task A_host_that_does_not_tell_of_its_queues_says_so()
    {
        await using var host = await ApiHost.StartAsync();
        var (queues, isHostTold) = await new WorkQueues(new UntoldQueues(), host.Store, TimeProvider.System).ReadAsync(ApiHost.Cancellation);
        Assert.False(isHostTold);
        Assert.Equal([new WorkQueue("webhooks", 0, 0, null)], queues);
    }

    [Fact]
    public async Task What_was_measured_of_an_instance_is_told_and_who_probes_it()
    {
        await using var host = await ApiHost.StartAsync();
        var key = (await host.AddClusterAsync("db"))[1];
        host.Service<ProbeMeasurements>().Add(key, TimeSpan.FromMilliseconds(3.25), "", lagSeconds: 4);
        foreach (var path in new[] { $"instances/{key}", "instances/db2:3306", "instances/db2" })
        {
            var told = (await host.GetAsync($"/api/v2/{path}/measurements")).Raw;
            Assert.Equal((Environment.MachineName, "test", 10, 3600), (told.GetProperty("process").GetString(), told.GetProperty("prober").GetString(), told.GetProperty("spanSeconds").GetInt32(), told.GetProperty("keptSeconds").GetInt32()));
            var point = Assert.Single(told.GetProperty("points").EnumerateArray());
            Assert.Equal((3.2, 4, false), (point.GetProperty("probeMilliseconds").GetDouble(), point.GetProperty("lagSeconds").GetInt32(), point.GetProperty("isUnanswered").GetBoolean()));
        }

        Assert.Empty((await host.GetAsync("/api/v2/instances/db1:3306/measurements")).Raw.GetProperty("points").EnumerateArray());
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/api/v2/instances/nobody:3306/measurements")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.GetAsync("/api/v2/instances/nobody:x/measurements")).Status);
    }
}
