using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Alerts.Fixtures;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Alerts;

/// <summary>Findings are told once when they are registered, and once when the instance is well again.</summary>
public sealed class DetectionTests
{
    [Fact]
    public async Task A_finding_is_told_once_and_so_is_its_end()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(receiver));
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var cluster = await DeliveryTests.ClusterAsync(host);
        var (mild, worse) = (Seen(keys, AnalysisCode.UnreachablePrimary), Seen(keys, AnalysisCode.DeadPrimary));
        foreach (var seen in new[] { [mild], [mild], [mild], [worse], Array.Empty<Detection>(), [], [worse], [] }) await DetectAsync(host, cluster, seen);

        var told = await receiver.UntilAsync(3);
        // The end is told of what was told; a finding that comes back within the block period is not told, and neither is its end.
        Assert.Equal(
            ["detection UnreachableMaster", "detection DeadMaster", "detection-ended DeadMaster"],
            told.OrderBy(t => t.Json.GetProperty("time").GetDateTimeOffset()).Select(t => $"{t.Type["io.ham4db.".Length..]} {DeliveryTests.Text(t.Data, "failureType")}"));
        Assert.Equal(3, told.Select(t => t.Id).Distinct().Count());
        Assert.Equal("It is dead.", DeliveryTests.Text(told[0].Data, "failureDescription"));
        await DeliveryTests.UntilAsync(async () => !await host.Store.GetQueuedDeliveriesAsync(ApiHost.Cancellation).AnyAsync(ApiHost.Cancellation));
        Assert.Equal(3, receiver.All.Count);
    }

    private static Detection Seen(IReadOnlyList<InstanceKey> keys, AnalysisCode code) =>
        new(keys[0], code, "It is dead.", DateTimeOffset.UtcNow) { ClusterName = "db1:3306", ClusterAlias = "shop", Replicas = [keys[1]] };

    private static Task<bool?> DetectAsync(ApiHost host, string cluster, IReadOnlyList<Detection> seen) =>
        Decide.AskAsync<bool?>(host.Service<DurableTaskClient>(), cluster, nameof(ClusterEntity.Detect), seen, ApiHost.Cancellation);
}
