using System.Net;
using System.Text;
using System.Text.Json;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Alerts;

/// <summary>Alerts of other systems cause probes of what they name.</summary>
public sealed class IncomingAlertTests
{
    [Theory]
    [InlineData("""{"alertname":"Down","instance":"db1:3306"}""", "db1:3306")]
    [InlineData("""{"alertname":"Down","instance":"db1:9104"}""", "db1:3306")]
    [InlineData("""{"alertname":"Down","host":"DB1"}""", "db1:3306")]
    [InlineData("""{"alertname":"Down","host":"db1","port":"3306"}""", "db1:3306")]
    [InlineData("""{"alertname":"Down","instance":"elsewhere:9104","cluster":"shop"}""", "db1:3306 db2:3306 db3:3306")]
    [InlineData("""{"alertname":"Down","cluster_alias":"SHOP"}""", "db1:3306 db2:3306 db3:3306")]
    public async Task Alertmanager_names_instances_and_clusters(string labels, string expected)
    {
        await using var host = await StartAsync();
        var reply = await PostAsync(host, "prometheus", Alertmanager(labels));
        var probed = reply.Raw.GetProperty("probed").EnumerateArray().ToList();
        Assert.Equal(expected.Split(' '), probed.Select(p => Address(p)));
        Assert.All(probed, p => Assert.Equal(Address(p) != "db1:3306", p.GetProperty("answered").GetBoolean()));
        Assert.Empty(reply.Raw.GetProperty("ignored").EnumerateArray());
        // Whoever watches them looks in the next second.
        foreach (var text in expected.Split(' ')) Assert.True(host.Service<ProbeRequests>().Take(Fakes.ScriptedFleet.Key(text.Split(':')[0])));
        Assert.False(host.Service<ProbeRequests>().Take(Fakes.ScriptedFleet.Key("db1")));
    }

    [Theory]
    [InlineData("""{"alertname":"Down","job":"mysql"}""", "names an instance or a cluster that is known")]
    [InlineData("""{"alertname":"Down","instance":"evil.example:3306"}""", "evil.example:3306 is not known, and DiscoveryAllowedHosts names no host")]
    [InlineData("""{"alertname":"Down","instance":"169.254.169.254:80"}""", "169.254.169.254:80 is not known")]
    [InlineData("""{"alertname":"Down","instance":"'; DROP TABLE x;--"}""", "is not known")]
    public async Task What_nobody_knows_is_answered_with_the_reason_and_not_probed(string labels, string reason)
    {
        await using var host = await StartAsync();
        var asked = new List<string>();
        host.Fleet.Probing = key => asked.Add(key.ToString());
        var reply = await PostAsync(host, "prometheus", Alertmanager(labels));
        var ignored = Assert.Single(reply.Raw.GetProperty("ignored").EnumerateArray());
        Assert.Equal("Down", ignored.GetProperty("alert").GetString());
        Assert.Contains(reason, ignored.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Empty(reply.Raw.GetProperty("probed").EnumerateArray());
        Assert.Empty(asked);
    }

    [Fact]
    public async Task An_unknown_address_that_the_allow_list_names_is_discovered_and_another_is_not()
    {
        await using var host = await StartAsync("127.0.0.0/8");
        host.Fleet.AddCluster("127.0.9.", replicas: 0);
        var reply = await PostAsync(host, "prometheus", Alertmanager("""{"alertname":"Up","instance":"127.0.9.1:3306"}""", """{"alertname":"Far","instance":"10.1.2.3:3306"}"""));
        Assert.Equal(("127.0.9.1:3306", true), (Address(reply.Raw.GetProperty("probed")[0]), reply.Raw.GetProperty("probed")[0].GetProperty("answered").GetBoolean()));
        Assert.Contains("is not one that may be discovered", reply.Raw.GetProperty("ignored")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("127.0.9.1:3306", await host.KnownAsync());
    }

    [Fact]
    public async Task Azure_Monitor_names_them_by_dimension_target_and_property()
    {
        await using var host = await StartAsync();
        static string Body(string essentials, string rest) =>
            """{"schemaId":"azureMonitorCommonAlertSchema","data":{"essentials":{"alertRule":"cpu","monitorCondition":"Fired",""" + essentials + "}," + rest + "}}";
        (string Body, string Expected)[] cases =
        [
            (Body("\"configurationItems\":[\"db2\"]", "\"alertContext\":{}"), "db2:3306"),
            (Body("\"alertTargetIDs\":[\"/subscriptions/x/resourcegroups/y/providers/microsoft.compute/virtualmachines/db3\"]", "\"alertContext\":null"), "db3:3306"),
            (Body("\"severity\":\"Sev1\"", "\"alertContext\":{\"condition\":{\"allOf\":[{\"dimensions\":[{\"name\":\"Computer\",\"value\":\"db1\"}]}]}}"), "db1:3306"),
            (Body("\"severity\":\"Sev1\"", "\"customProperties\":{\"cluster\":\"shop\"}"), "db1:3306 db2:3306 db3:3306"),
        ];
        foreach (var (body, expected) in cases)
            Assert.Equal(expected.Split(' '), (await PostAsync(host, "azure", body)).Raw.GetProperty("probed").EnumerateArray().Select(p => Address(p)));
    }

    [Theory]
    [InlineData("prometheus", "", "is not JSON")]
    [InlineData("prometheus", "{", "is not JSON")]
    [InlineData("prometheus", "[]", "alerts is missing or is no array")]
    [InlineData("prometheus", """{"version":"4","alerts":{}}""", "alerts is missing or is no array")]
    [InlineData("prometheus", """{"version":"3","alerts":[]}""", "version is '3'; allowed: 4")]
    [InlineData("prometheus", """{"version":"4","alerts":[7]}""", "alerts[0].labels is missing or is no object")]
    [InlineData("azure", """{"schemaId":"x","data":{"essentials":{}}}""", "schemaId is 'x'; allowed: azureMonitorCommonAlertSchema")]
    [InlineData("azure", """{"schemaId":"azureMonitorCommonAlertSchema","data":[]}""", "data is missing or is no object")]
    [InlineData("azure", """{"schemaId":"azureMonitorCommonAlertSchema","data":{}}""", "data.essentials is missing or is no object")]
    public async Task What_is_no_message_is_refused_with_what_is_wrong(string path, string body, string problem)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Contains(problem, (await PostAsync(host, path, body)).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    private static string Address(JsonElement probed) => $"{probed.GetProperty("instance").GetProperty("host").GetString()}:{probed.GetProperty("instance").GetProperty("port").GetInt32()}";

    private static string Alertmanager(params string[] labels) =>
        """{"version":"4","status":"firing","receiver":"ham4db","alerts":[""" + string.Join(',', labels.Select(l => "{\"status\":\"firing\",\"labels\":" + l + ",\"annotations\":{}}")) + "]}";

    private static async Task<ApiHost> StartAsync(params string[] allowed)
    {
        var host = await ApiHost.StartAsync(options => options with { DiscoveryAllowedHosts = allowed });
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.Store.SaveClusterAsync(new() { ClusterId = await DeliveryTests.ClusterAsync(host), Name = "db1:3306", Alias = "shop", Primary = keys[0] }, ApiHost.Cancellation);
        host.Fleet[keys[0]].IsAlive = false;
        return host;
    }

    private static async Task<ApiReply> PostAsync(ApiHost host, string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.Http.PostAsync("/api/v2/alerts/" + path, content, ApiHost.Cancellation);
        return new ApiReply(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync(ApiHost.Cancellation));
    }
}
