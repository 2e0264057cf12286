using System.Text.Json;
using Ham4Db.Engines.OpenGauss.Tests.Support;

namespace Ham4Db.Engines.OpenGauss.Tests.EndToEnd;

/// <summary>What a person asks of whole instances, by the first Ham4DB's paths.</summary>
public sealed class OperationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Instances_are_stopped_started_built_and_change_places()
    {
        await using var fleet = await OpenGaussFleet.StartAsync(new());
        Assert.Contains("is the primary", await PutAsync(fleet, 0, "stop", code: "ERROR"), StringComparison.Ordinal);
        Assert.True(fleet.Topology.Primary.IsRunning);

        await PutAsync(fleet, 2, "stop");
        Assert.False(fleet.Topology.Nodes[2].IsRunning);
        await fleet.WaitForAsync("it is known to be down", async () => (await fleet.MemberAsync(2)).IsKnownDown);
        await PutAsync(fleet, 2, "start", "/standby");
        await fleet.WaitForSourceAsync(2, 0);
        await PutAsync(fleet, 2, "build", "/standby");
        await fleet.WaitForSourceAsync(2, 0);
        await PutAsync(fleet, 3, "restart");
        await fleet.WaitForSourceAsync(3, 1, 2);
        Assert.Equal(["stop", "start standby", "build standby"], (await File.ReadAllLinesAsync(fleet.Topology.Calls(2), Cancelled)).Select(line => string.Join(' ', line.Split(' ')[..2]).Trim()));

        await PutAsync(fleet, 3, "switchover");
        await fleet.WaitForSourceAsync(3, 0);
        await fleet.WaitForAsync("both have each other's role", async () =>
            (await fleet.MemberAsync(3)).Snapshot.Condition is { IsCascade: false } && new[] { await fleet.MemberAsync(1), await fleet.MemberAsync(2) }.Count(m => m.Snapshot.Condition is { IsCascade: true }) == 1);
    }

    private static async Task<string> PutAsync(OpenGaussFleet fleet, int node, string what, string rest = "", string code = "OK")
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{fleet.Options.ListenAddress}"), Timeout = OpenGaussFleet.Generous };
        using var answer = await http.PutAsync($"/api/opengauss/{what}/{fleet.ClusterId}/{fleet.Key(node).Host}/{fleet.Key(node).Port}{rest}", content: null, Cancelled);
        var text = await answer.Content.ReadAsStringAsync(Cancelled);
        Assert.True(JsonDocument.Parse(text).RootElement.GetProperty("Code").GetString() == code, text);
        return text;
    }
}
