using System.Text.Json;
using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Functions.Upkeep.Analysis;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class DetectionTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task Findings_are_listed_with_the_recovery_that_answered_them()
    {
        await using var host = await ApiHost.StartAsync();
        await SaveAsync(host, "a", "shop", Now.AddHours(-3));
        await SaveAsync(host, "a", "shop", Now.AddMinutes(-10));
        await SaveAsync(host, "b", "blog", Now.AddMinutes(-5));
        foreach (var (uid, startedAt) in new[] { ("early", Now.AddHours(-4)), ("first", Now.AddMinutes(-10).AddSeconds(-1)), ("second", Now.AddMinutes(-8)) })
        {
            var recovery = new RecoveryRecord { Uid = uid, ClusterId = "id-a", Failed = ScriptedFleet.Key("a1"), StartedAt = startedAt };
            await host.Store.SaveRecoveryAsync(recovery, ApiHost.Cancellation);
        }

        var found = (await host.GetAsync("/api/audit-failure-detection")).Raw;
        Assert.Equal("b1:3306 a1:3306 a1:3306", Instances(found));
        var recoveries = (await host.GetAsync("/api/audit-recovery")).Raw;
        Assert.Equal(recoveries[0].Names(), found[0].Names());
        Assert.Equal(recoveries[0].GetProperty("AnalysisEntry").Names(), found[0].GetProperty("AnalysisEntry").Names());
        Assert.Equal([0, recoveries[1].GetProperty("Id").GetInt64(), 0], found.EnumerateArray().Select(d => d.GetProperty("RelatedRecoveryId").GetInt64()));
        Assert.Equal([true, true, false], found.EnumerateArray().Select(d => d.GetProperty("IsActive").GetBoolean()));
        Assert.Equal("DeadMaster", found[0].GetProperty("AnalysisEntry").GetProperty("Analysis").GetString());
        Assert.Equal("b2:3306", Assert.Single(found[0].GetProperty("AnalysisEntry").GetProperty("Replicas").EnumerateArray()).Key());

        var id = found[1].GetProperty("Id").GetInt64();
        Assert.Equal(found[1].GetRawText(), Assert.Single((await host.GetAsync($"/api/audit-failure-detection/id/{id}")).Raw.EnumerateArray()).GetRawText());
        Assert.Equal("[]", (await host.GetAsync("/api/audit-failure-detection/id/1")).Raw.GetRawText());
        Assert.Equal("[]", (await host.GetAsync($"/api/audit-failure-detection/id/{long.MaxValue}")).Raw.GetRawText());
        Assert.Equal("a1:3306 a1:3306", Instances((await host.GetAsync("/api/audit-failure-detection/alias/shop")).Raw));
        Assert.Equal("", Instances((await host.GetAsync("/api/audit-failure-detection/alias/shop/1")).Raw));
        Assert.Equal("", Instances((await host.GetAsync("/api/audit-failure-detection/1")).Raw));
        Assert.StartsWith("Invalid detection id: x", (await host.GetAsync("/api/audit-failure-detection/id/x")).Error, StringComparison.Ordinal);
        Assert.StartsWith("Invalid page: x", (await host.GetAsync("/api/audit-failure-detection/x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_have_twenty_rows()
    {
        await using var host = await ApiHost.StartAsync();
        for (var i = 0; i < 45; i++) await SaveAsync(host, $"n{i:D2}", "shop", Now.AddSeconds(-i));
        foreach (var (page, first, count) in new[] { (0, "n00", 20), (1, "n20", 20), (2, "n40", 5) })
        {
            var rows = (await host.GetAsync($"/api/audit-failure-detection/{page}")).Raw;
            Assert.Equal((count, $"{first}1:3306"), (rows.GetArrayLength(), Instances(rows).Split(' ')[0]));
        }
    }

    [Fact]
    public async Task A_finding_is_written_down_once_and_its_changes_each_time()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        var clusterId = (await host.Store.FindInstanceAsync(keys[0], ApiHost.Cancellation))!.ClusterId;
        var recorder = new AnalysisRecorder(clusterId, host.Store, TimeProvider.System);
        await host.AnalyseAsync(recorder, clusterId);
        await host.AnalyseAsync(recorder, clusterId);
        Assert.Equal("[]", (await host.GetAsync("/api/replication-analysis-changelog")).Raw.GetRawText());
        await host.KillAsync(keys[0]);
        await host.AnalyseAsync(recorder, clusterId);
        await host.AnalyseAsync(recorder, clusterId);
        host.Fleet[keys[0]].IsAlive = true;
        await host.ProbeAsync();
        await host.AnalyseAsync(recorder, clusterId);

        var log = (await host.GetAsync("/api/replication-analysis-changelog")).Raw;
        Assert.Equal("AnalyzedInstanceKey Changelog", log[0].Names());
        Assert.Equal("db1:3306 db2:3306 db3:3306", string.Join(' ', log.Keys("AnalyzedInstanceKey")));
        var changes = log[0].GetProperty("Changelog").EnumerateArray().Select(c => c.GetString()!).ToList();
        Assert.Equal(2, changes.Count);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d;DeadMaster,$", changes[0]);
        Assert.EndsWith(";NoProblem,", changes[1], StringComparison.Ordinal);
    }

    private static string Instances(JsonElement rows) =>
        string.Join(' ', rows.EnumerateArray().Select(d => d.GetProperty("AnalysisEntry").GetProperty("AnalyzedInstanceKey").Key()));

    private static Task SaveAsync(ApiHost host, string name, string alias, DateTimeOffset at) => host.Store.SaveDetectionAsync(
        new DetectionRecord("id-" + name, new Detection(ScriptedFleet.Key(name + "1"), AnalysisCode.DeadPrimary, "It is dead.", at)
        {
            ClusterName = name + "1:3306",
            ClusterAlias = alias,
            Replicas = [ScriptedFleet.Key(name + "2")],
        }),
        ApiHost.Cancellation);
}
