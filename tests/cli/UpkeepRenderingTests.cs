using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>What people see of maintenance, tags, pools, history and keys.</summary>
public sealed class UpkeepRenderingTests
{
    private const string Db1 = """{"Hostname":"db1","Port":3306}""";

    [Theory]
    [InlineData("maintenance", "/api/maintenance", "[]", "Nothing is under maintenance.")]
    [InlineData("candidates", "/api/bulk-promotion-rules", "[]", "No promotion rule is registered.")]
    [InlineData("downtime list", "/api/downtimed", "[]", "Nothing is downtimed.")]
    [InlineData("audit", "/api/audit/0", "[]", "Nothing is written down.")]
    [InlineData("detections", "/api/audit-failure-detection/0", "[]", "Nothing was found wrong.")]
    [InlineData("changelog", "/api/replication-analysis-changelog", "[]", "Nothing has changed.")]
    [InlineData("kv", "/api/v2/kv", "[]", "No key is written.")]
    [InlineData("webhooks", "/api/v2/webhooks", "[]", "No webhook is configured.")]
    [InlineData("webhooks dead", "/api/v2/webhook-deliveries", "[]", "Nothing was given up.")]
    [InlineData("webhooks queued", "/api/v2/webhook-deliveries?status=queued", "[]", "Nothing waits.")]
    [InlineData("problems", "/api/problems", "[]", "No instance has a problem.")]
    [InlineData("pool show shop", "/api/cluster-pool-instances/shop", """{"Code":"OK","Message":"","Details":{}}""", "No instance of this cluster is in a pool.")]
    public async Task Where_there_is_nothing_it_is_said(string line, string path, string answer, string sentence) =>
        Assert.Equal(sentence + "\n", await ShowAsync(line, path, answer));

    [Theory]
    [InlineData(
        "maintenance",
        "/api/maintenance",
        """[{"MaintenanceId":17,"Key":{0},"BeginTimestamp":"2026-11-25 03:00:00","SecondsElapsed":5,"IsActive":true,"Owner":"ann","Reason":"[disk]\u001b[2J"}]""",
        "17|db1:3306|2026-11-25 03:00:00|ann|[disk][2J")]
    [InlineData(
        "candidates",
        "/api/bulk-promotion-rules",
        """[{"Hostname":"db1","Port":3306,"PromotionRule":"prefer","LastSuggestedString":"","PromotionRuleExpiry":"2026-11-25 03:00:00"}]""",
        "db1:3306|prefer|2026-11-25 03:00:00")]
    [InlineData(
        "audit",
        "/api/audit/0",
        """[{"AuditId":1,"AuditTimestamp":"2026-11-25 03:00:00","AuditType":"tag","AuditInstanceKey":{"Hostname":"","Port":0},"Message":"It was."}]""",
        "2026-11-25 03:00:00|tag|It was.")]
    [InlineData(
        "detections",
        "/api/audit-failure-detection/0",
        """
        [{"Id":7,"RecoveryStartTimestamp":"2026-11-25 03:00:00","IsActive":true,"RelatedRecoveryId":9,
          "AnalysisEntry":{"AnalyzedInstanceKey":{0},"Analysis":"DeadMaster","Description":"It is dead.","CountReplicas":2,
            "ClusterDetails":{"ClusterName":"db1:3306","ClusterAlias":"shop"} } }]
        """,
        "2026-11-25 03:00:00|7|shop|db1:3306|DeadMaster|2|9")]
    [InlineData(
        "changelog",
        "/api/replication-analysis-changelog",
        """[{"AnalyzedInstanceKey":{0},"Changelog":["2026-11-25 03:00:00;DeadMaster,"]}]""",
        "db1:3306|2026-11-25 03:00:00|DeadMaster")]
    [InlineData("kv", "/api/v2/kv", """[{"key":"mysql/master/shop","value":"db1:3306"}]""", "mysql/master/shop|db1:3306")]
    [InlineData(
        "webhooks",
        "/api/v2/webhooks",
        """[{"name":"ops","url":"https://x/…","format":"slack","events":["detection"],"clusters":[],"queued":1,"dead":2}]""",
        "ops|https://x/…|slack|detection|all|1|2")]
    [InlineData(
        "webhooks dead",
        "/api/v2/webhook-deliveries",
        """[{"id":"1-to-ops","endpoint":"ops","event":"detection","at":"2026-11-25T03:00:00Z","attempts":20,"problem":"it answered [500]"}]""",
        "1-to-ops|ops|detection|2026-11-25 03:00:00Z|20|it answered [500]")]
    [InlineData("kv mysql/master/shop", "/api/v2/kv/mysql/master/shop", """{"key":"mysql/master/shop","value":"db1:3306"}""", "db1:3306")]
    [InlineData("tags db1", "/api/tags/db1/3306", """["candidate=","role=backup"]""", "candidate")]
    [InlineData("tagged role", "/api/tagged?tag=role", "[{0}]", "db1:3306")]
    [InlineData("pool show shop", "/api/cluster-pool-instances/shop", """{"Code":"OK","Message":"","Details":{"read":[{0}]} }""", "read|db1:3306")]
    public async Task Rows_show_what_was_answered(string line, string path, string answer, string row)
    {
        var shown = await ShowAsync(line, path, answer.Replace("{0}", Db1, StringComparison.Ordinal));
        Assert.Contains(row, shown.Split('\n').Select(text => string.Join('|', text.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))));
    }

    [Fact]
    public async Task A_cluster_is_shown_as_it_was()
    {
        var answer = $$"""
            {"clusterId":"mysql-1","at":"2026-11-25T03:15:00+00:00","changedAt":"2026-11-25T03:00:00+00:00","firstAt":"2026-11-20T00:00:00+00:00","primary":{{Samples.Key("db1")}},
             "instances":[{"depth":0,"instance":{{Instance("db1", "primary", null)}} },{"depth":1,"instance":{{Instance("db2", "replica", "db1")}} }]}
            """;
        var shown = await ShowAsync("topology shop --at 2026-11-25T03:15:00Z", "/api/v2/clusters/shop/history?at=2026-11-25T03%3A15%3A00Z", answer);
        Assert.StartsWith("mysql-1 at 2026-11-25 03:15:00Z, as it was since 2026-11-25 03:00:00Z: 2 instances\n", shown, StringComparison.Ordinal);
        Assert.Matches(@"\ndb1:3306 +primary +rw +ok +8\.4\.6", shown);
        Assert.Matches(@"\n  db2:3306 +replica +ro +replicates +8\.4\.6", shown);
    }

    [Fact]
    public async Task The_changes_of_a_cluster_are_shown()
    {
        var answer = $$"""
            {"clusterId":"mysql-1","firstAt":"2026-11-20T00:00:00+00:00","lastAt":"2026-11-25T03:00:00+00:00",
             "changes":[{"at":"2026-11-25T03:00:00.123+00:00","instances":[{{Instance("db2", "replica", "db1")}}],"removed":[{{Samples.Key("db3")}}]}]}
            """;
        var shown = await ShowAsync("history shop", "/api/v2/clusters/shop/history?size=100", answer);
        Assert.StartsWith("mysql-1: 1 changes, of a history that begins at 2026-11-20 00:00:00Z\n", shown, StringComparison.Ordinal);
        Assert.Matches(@"2026-11-25 03:00:00\.123 +db2:3306 +replica +ro +replicates below db1:3306", shown);
        Assert.Matches(@"2026-11-25 03:00:00\.123 +db3:3306 +gone", shown);
    }

    private static string Instance(string host, string role, string? source) => $$"""
        {"key":{{Samples.Key(host)}},"role":"{{role}}","source":{{(source is null ? "null" : Samples.Key(source))}},"isAnswering":true,"isReplicating":{{(source is null ? "false" : "true")}},
         "isReadOnly":{{(source is null ? "false" : "true")}},"isDemoted":false,"alias":"","version":"8.4.6","dataCenter":""}
        """;

    private static async Task<string> ShowAsync(string line, string path, string answer)
    {
        await using var api = await FakeApi.StartAsync(path, answer);
        var run = await CliRun.AskAsync(api.Address, line.Split(' '));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
