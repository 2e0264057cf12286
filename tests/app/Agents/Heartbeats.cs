using System.Text.Json;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Agents;

/// <summary>Heartbeats as agents send them.</summary>
internal static class Heartbeats
{
    /// <summary>A right one; the change makes it another.</summary>
    public static string Body(Action<JsonObject>? change = null)
    {
        var body = new JsonObject
        {
            ["engine"] = "postgresql",
            ["address"] = "10.0.0.1",
            ["port"] = 5432,
            ["agentPort"] = 15000,
            ["tls"] = true,
            ["nodeName"] = "db1",
            ["clusterName"] = "orders",
            ["agentVersion"] = "1.0.0",
            ["intervalSeconds"] = 5,
            ["selfFencingSeconds"] = 0,
        };
        change?.Invoke(body);
        return body.ToJsonString();
    }

    /// <summary><c>host:port</c> of an address in the second interface's answers.</summary>
    public static string Address(this JsonElement json) => $"{json.GetProperty("host").GetString()}:{json.GetProperty("port").GetInt32()}";

    public static Task<ApiReply> BeatAsync(this ApiHost host, Action<JsonObject>? change = null, params (string Name, string Value)[] headers) =>
        host.PostAsync("/api/v2/agents", Body(change), headers);
}
