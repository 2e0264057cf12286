using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Telemetry;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Telemetry;

/// <summary>What a collector gets.</summary>
[Collection(nameof(Alone))]
public sealed class OpenTelemetryTests
{
    private const string CallersTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string CallersSpan = "00f067aa0ba902b7";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_collector_gets_figures_requests_and_recoveries_step_by_step()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await ApiHost.StartAsync(environment: Environment(collector.Address, "ham4db-figures"));
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        _ = (await host.GetAsync("/api/recover/db1/3306", ("traceparent", $"00-{CallersTrace}-{CallersSpan}-01"))).Ok;
        await host.Service<FleetGauges>().RefreshAsync(ApiHost.Cancellation);

        var recovery = await WaitForAsync(host.Store);
        var steps = await host.Store.GetStepsAsync(recovery.Uid, ApiHost.Cancellation);
        var span = await FindAsync(collector.Spans, s => s["ham4db.recovery.uid"] == recovery.Uid);
        Assert.Equal(("recovery", "", "DeadPrimary", "Succeeded", "shop", "db1:3306", "db2:3306"),
            (span.Name, span.Parent, span["ham4db.recovery.kind"], span["ham4db.recovery.status"], span["ham4db.cluster.alias"], span["ham4db.failed"], span["ham4db.successor"]));
        AssertSame(recovery.StartedAt, span.StartedAt);
        AssertSame(recovery.EndedAt!.Value, span.EndedAt);

        foreach (var step in steps.Where(s => !s.IsDelivery))
        {
            var shown = await FindAsync(collector.Spans, s => s.Trace == span.Trace && s["ham4db.step"] == step.Step && s["ham4db.instance"] == $"{step.Target}");
            Assert.Equal(($"recovery {step.Step}", span.Id, step.Message), (shown.Name, shown.Parent, shown["ham4db.step.message"]));
            AssertSame(step.StartedAt, shown.StartedAt);
            AssertSame(step.EndedAt!.Value, shown.EndedAt);
        }

        Assert.Contains(steps, s => s.Step == "promote");
        var request = await FindAsync(collector.Spans, s => s.Trace == CallersTrace);
        Assert.Equal(("GET /api/recover/{host}/{port}", CallersSpan, "200"), (request.Name, request.Parent, request["http.response.status_code"]));

        foreach (var (name, attribute, value) in new (string, string, string)[]
        {
            ("ham4db_http_request_seconds", "route", "/api/recover/{host}/{port}"),
            ("ham4db_recovery_step_seconds", "step", "promote"),
            ("ham4db_instances", "answered", "yes"),
            ("ham4db_recoveries", "status", "Succeeded"),
        })
        {
            var point = await FindAsync(collector.Points, p => p.Name == name && p.Attributes.GetValueOrDefault(attribute) == value && p.Value > 0);
            Assert.Equal(name.EndsWith("_seconds", StringComparison.Ordinal) ? 16 : 0, point.Bounds);
        }

        Assert.All(collector.Points, point => Assert.Equal("ham4db-figures", point.Service));
        Assert.DoesNotContain(collector.Spans, s => s.Attributes.Values.Any(v => v.Contains("secret", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Every_documented_name_is_exported()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await ApiHost.StartAsync(environment: Environment(collector.Address, "ham4db-names"));
        await host.AddClusterAsync("db");
        var metrics = host.Service<ServiceMetrics>();
        metrics.Probed(answered: true, TimeSpan.FromSeconds(1));
        metrics.Asked(answered: true, TimeSpan.FromSeconds(1));
        metrics.Ticked(TimeSpan.FromMilliseconds(3));
        metrics.Stepped("promote", succeeded: true, TimeSpan.FromSeconds(1));
        metrics.Called("ops", taken: true, TimeSpan.FromSeconds(1));
        metrics.GaveUp("ops");
        await host.KillAsync(new InstanceKey(DatabaseEngine.MySql, "db1", 3306));
        _ = (await host.GetAsync("/api/recover/db1/3306")).Ok;
        await host.Service<FleetGauges>().RefreshAsync(ApiHost.Cancellation);

        var scraped = (await host.GetAsync("/metrics")).Text.Split('\n').Where(line => line.StartsWith("# TYPE ham4db_", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.True(scraped.Count >= 15, string.Join(' ', scraped));
        // Nobody has webhooks here.
        foreach (var name in scraped.Where(name => name is not ("ham4db_webhooks" or "ham4db_findings"))) await FindAsync(collector.Points, point => point.Name == name);
    }

    [Fact]
    public async Task A_probe_that_fails_is_a_span_and_a_step_that_failed_is_marked()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await ApiHost.StartAsync(environment: Environment(collector.Address, "ham4db-probes"));
        var now = DateTimeOffset.UtcNow;
        ProbeSpans.Failed(new InstanceKey(DatabaseEngine.MySql, "probed-here", 3307), "It refused.", now, TimeSpan.FromSeconds(2));
        var probe = await FindAsync(collector.Spans, s => s["server.address"] == "probed-here");
        Assert.Equal(("probe", "probed-here:3307", "3307", OtlpSpan.Error, "It refused."), (probe.Name, probe["ham4db.instance"], probe["server.port"], probe.Status, probe.Message));
        AssertSame(now, probe.EndedAt);
        AssertSame(now - TimeSpan.FromSeconds(2), probe.StartedAt);

        var recovery = new RecoveryRecord { Uid = "failed-here", ClusterId = "c", Failed = new InstanceKey(DatabaseEngine.MySql, "a", 1), StartedAt = now, EndedAt = now.AddSeconds(3), Status = RecoveryStatus.Failed, Errors = ["Nobody may."] };
        RecoverySpans.Write(recovery, [new RecoveryStepRecord(recovery.Uid, "promote", recovery.Failed, "Promote.", now, EndedAt: null, "It died.")]);
        var span = await FindAsync(collector.Spans, s => s["ham4db.recovery.uid"] == recovery.Uid);
        Assert.Equal((OtlpSpan.Error, "Nobody may."), (span.Status, span.Message));
        var step = await FindAsync(collector.Spans, s => s.Parent == span.Id);
        Assert.Equal((OtlpSpan.Error, "It died."), (step.Status, step.Message));
        AssertSame(now.AddSeconds(3), step.EndedAt);
    }

    private static Dictionary<string, string?> Environment(string address, string service) => new()
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        ["OTEL_SERVICE_NAME"] = service,
    };

    private static async Task<RecoveryRecord> WaitForAsync(FleetStore store)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            var ended = await store.GetRecoveriesAsync(ApiHost.Cancellation).Where(r => r.EndedAt is not null).ToListAsync(ApiHost.Cancellation);
            if (ended is [var recovery]) return recovery;
            Assert.True(DateTimeOffset.UtcNow < end, "No recovery ended.");
            await Task.Delay(20, ApiHost.Cancellation);
        }
    }

    private static async Task<T> FindAsync<T>(IReadOnlyCollection<T> all, Func<T, bool> isMeant)
    {
        var end = DateTimeOffset.UtcNow + Patience;
        while (true)
        {
            if (all.FirstOrDefault(isMeant) is { } found) return found;
            Assert.True(DateTimeOffset.UtcNow < end, $"It did not come; these did:\n{string.Join('\n', all.TakeLast(40))}");
            await Task.Delay(20, ApiHost.Cancellation);
        }
    }

    // Of a tick's length.
    private static void AssertSame(DateTimeOffset expected, DateTimeOffset actual) => Assert.Equal(expected.UtcTicks, actual.UtcTicks);
}
