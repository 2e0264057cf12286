using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class MeasurementTests
{
    private const string Names =
        """
        FirstSeen LastSeen CountDistinctInstanceKeys CountDistinctOkInstanceKeys CountDistinctFailedInstanceKeys FailedDiscoveries SuccessfulDiscoveries
        MeanTotalSeconds MeanBackendSeconds MeanInstanceSeconds FailedMeanTotalSeconds FailedMeanBackendSeconds FailedMeanInstanceSeconds
        MaxTotalSeconds MaxBackendSeconds MaxInstanceSeconds FailedMaxTotalSeconds FailedMaxBackendSeconds FailedMaxInstanceSeconds
        MedianTotalSeconds MedianBackendSeconds MedianInstanceSeconds FailedMedianTotalSeconds FailedMedianBackendSeconds FailedMedianInstanceSeconds
        P95TotalSeconds P95BackendSeconds P95InstanceSeconds FailedP95TotalSeconds FailedP95BackendSeconds FailedP95InstanceSeconds
        """;

    [Fact]
    public async Task Probes_are_told_one_by_one_and_together()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal("[]", (await host.GetAsync("/api/discovery-metrics-raw/60")).Raw.GetRawText());
        Assert.Equal(0, (await host.GetAsync("/api/discovery-metrics-aggregated/60")).Raw.GetProperty("SuccessfulDiscoveries").GetInt32());
        var measurements = host.Service<ProbeMeasurements>();
        for (var i = 1; i <= 20; i++) measurements.Add(ScriptedFleet.Key($"db{i % 2}"), TimeSpan.FromMilliseconds(i), "");
        measurements.Add(ScriptedFleet.Key("db2"), TimeSpan.FromSeconds(1), "It did not answer.");

        var raw = (await host.GetAsync("/api/discovery-metrics-raw/60")).Raw;
        Assert.Equal("Timestamp Hostname Port BackendLatencySeconds InstanceLatencySeconds TotalLatencySeconds Err", raw[0].Names());
        Assert.Equal((21, "It did not answer."), (raw.GetArrayLength(), raw[20].GetProperty("Err").GetString()));
        var summary = (await host.GetAsync("/api/discovery-metrics-aggregated/60")).Raw;
        Assert.Equal(JsonShape.OneLine(Names), summary.Names());
        foreach (var (name, value) in new[]
        {
            ("CountDistinctInstanceKeys", 3), ("CountDistinctOkInstanceKeys", 2), ("CountDistinctFailedInstanceKeys", 1), ("SuccessfulDiscoveries", 20),
            ("FailedDiscoveries", 1), ("MedianTotalSeconds", 0.010), ("P95InstanceSeconds", 0.019), ("MaxTotalSeconds", 0.020), ("MeanInstanceSeconds", 0.0105),
            ("FailedP95TotalSeconds", 1),
        })
        {
            Assert.Equal(value, summary.GetProperty(name).GetDouble(), tolerance: 1e-9);
        }

        Assert.StartsWith("Invalid seconds: x", (await host.GetAsync("/api/discovery-metrics-raw/x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Measurements_are_kept_for_as_long_as_configured()
    {
        var time = new FakeTimeProvider();
        var measurements = new ProbeMeasurements(new Ham4DbOptions { DiscoveryCollectionRetentionSeconds = 10 }, time);
        for (var i = 0; i < 30; i++)
        {
            measurements.Add(ScriptedFleet.Key("db1"), TimeSpan.FromSeconds(i), "");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(11, measurements.Since(TimeSpan.FromDays(1)).Count);
        Assert.Equal([28, 29], measurements.Since(TimeSpan.FromSeconds(2)).Select(m => (int)m.Duration.TotalSeconds));
    }
}
