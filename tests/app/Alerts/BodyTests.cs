using System.Text;
using System.Text.Json;
using Ham4Db.Functions.Alerts.Bodies;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Alerts.Fixtures;

namespace Ham4Db.Functions.Tests.Alerts;

public sealed class BodyTests
{
    private const string Placeholders =
        "failureType instanceType isMaster isCoMaster failureDescription command failedHost failedPort failureCluster failureClusterAlias failureClusterDomain countSlaves countReplicas isDowntimed "
        + "autoMasterRecovery autoIntermediateMasterRecovery orchestratorHost recoveryUID isSuccessful lostSlaves lostReplicas countLostReplicas slaveHosts replicaHosts "
        + "successorHost successorPort successorBinlogCoordinates successorAlias";

    [Fact]
    public void A_CloudEvent_has_what_version_1_asks_for_and_every_placeholder_as_a_field()
    {
        var hook = Hooks.Event() with { Fields = Hooks.Event().Fields with { SuccessorAlias = "", SuccessorBinlogCoordinates = "bin.1:4" } };
        var body = WebhookBody.Of(new WebhookEndpoint(), hook);
        Assert.StartsWith("application/cloudevents+json", body.ContentType, StringComparison.Ordinal);
        var json = Read(body);
        Assert.Equal(("1.0", hook.Id, "io.ham4db.post-primary-failover"), (Text(json, "specversion"), Text(json, "id"), Text(json, "type")));
        Assert.Equal(("/ham4db/clusters/c1", "db1:3306", "2026-11-25T03:15:00Z"), (Text(json, "source"), Text(json, "subject"), Text(json, "time")));
        var data = json.GetProperty("data");
        Assert.Equal([], Placeholders.Split(' ').Where(name => !data.TryGetProperty(name, out _)));
        Assert.Equal(2, data.GetProperty("countSlaves").GetInt32());
    }

    [Fact]
    public void Without_a_successor_there_are_no_fields_of_one()
    {
        var hook = Hooks.Event(HookPoint.Detection) with { Fields = Hooks.Event().Fields with { SuccessorHost = null, SuccessorPort = null } };
        Assert.DoesNotContain("successor", Encoding.UTF8.GetString(WebhookBody.Of(new WebhookEndpoint(), hook).Content), StringComparison.Ordinal);
    }

    [Fact]
    public void Slack_gets_a_text_and_blocks_in_which_nothing_of_a_server_is_markup()
    {
        var json = Read(WebhookBody.Of(new WebhookEndpoint { Format = "slack" }, Hooks.Event()));
        Assert.Equal(":white_check_mark: shop: db2:3306 is the new primary; db1:3306 was lost", Text(json, "text"));
        var fields = json.GetProperty("blocks")[1].GetProperty("fields");
        Assert.InRange(fields.GetArrayLength(), 1, 10);
        Assert.Contains("db1 &lt;!channel&gt; is", fields.GetRawText().Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<!channel>", json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Teams_gets_an_adaptive_card()
    {
        var json = Read(WebhookBody.Of(new WebhookEndpoint { Format = "teams" }, Hooks.Event(HookPoint.PostUnsuccessfulFailover)));
        var attachment = json.GetProperty("attachments")[0];
        Assert.Equal(("message", "application/vnd.microsoft.card.adaptive"), (Text(json, "type"), Text(attachment, "contentType")));
        var card = attachment.GetProperty("content");
        Assert.Equal(("AdaptiveCard", "1.4"), (Text(card, "type"), Text(card, "version")));
        Assert.Equal(("Attention", "shop: recovery of db1:3306 FAILED"), (Text(card.GetProperty("body")[0], "color"), Text(card.GetProperty("body")[0], "text")));
        var facts = card.GetProperty("body")[1].GetProperty("facts").EnumerateArray().ToDictionary(f => Text(f, "title"), f => Text(f, "value"));
        Assert.Equal("shop", facts["Cluster"]);
        Assert.Contains(@"\[dead\](http", facts["Finding"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HookPoint.Detection, "trigger", "error")]
    [InlineData(HookPoint.PostUnsuccessfulFailover, "trigger", "critical")]
    [InlineData(HookPoint.PostPrimaryFailover, "resolve", "")]
    [InlineData(HookPoint.PostIntermediateFailover, "resolve", "")]
    [InlineData(HookPoint.DetectionEnded, "resolve", "")]
    [InlineData(HookPoint.Test, "trigger", "info")]
    public void PagerDuty_is_triggered_and_resolved_by_one_key(string point, string action, string severity)
    {
        var json = Read(WebhookBody.Of(new WebhookEndpoint { Format = "pagerduty", RoutingKey = "r0" }, Hooks.Event(point)));
        Assert.Equal(("r0", action, "ham4db/c1/db1:3306"), (Text(json, "routing_key"), Text(json, "event_action"), Text(json, "dedup_key")));
        Assert.Equal(severity.Length > 0, json.TryGetProperty("payload", out var payload));
        if (severity.Length == 0) return;
        Assert.Equal((severity, "db1:3306", "shop"), (Text(payload, "severity"), Text(payload, "source"), Text(payload, "group")));
        Assert.NotEmpty(Text(payload, "summary"));
    }

    private static JsonElement Read(WebhookBody body) => JsonDocument.Parse(body.Content).RootElement;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
