using System.Net;
using System.Text;
using System.Text.Json;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Functions.Operations;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests;

/// <summary>A call with an Idempotency-Key is done once, wherever the manager is killed in it and however often it is made. Server 2 moves below 1 and up again.</summary>
public sealed class CallKillTests
{
    private static readonly Boundary[] Boundaries =
    [
        new(IsBefore: false, 1, "write call"),
        new(IsBefore: false, 1, "write accepted"),
        new(IsBefore: false, 1, "decide open operation"),
        new(IsBefore: false, 1, "server repoint"),
    ];

    [Fact]
    public async Task It_is_done_once()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        var isBelow = false;
        foreach (var boundary in Boundaries)
        {
            var (deaths, before) = (rig.Deaths, (await OperationsAsync(rig)).Count);
            var (instance, below) = (rig.KeyOf(rig.Topology.Servers[2]).ToString(), rig.KeyOf(rig.Topology.Servers[1]).ToString());
            var body = JsonSerializer.Serialize(isBelow ? new { kind = "move-up", instance, below = (string?)null } : new { kind = "relocate", instance, below = (string?)below });
            var key = Guid.NewGuid().ToString();
            await rig.KillAtAsync(boundary);
            await Task.WhenAll(TryAsync(rig, key, body), TryAsync(rig, key, body));
            await rig.UntilAsync($"the manager was killed {boundary}", () => Task.FromResult(rig.Deaths == deaths + 1));

            JsonElement? ended = null;
            await rig.UntilAsync($"the call was answered after {boundary}", async () => (ended = await TryAsync(rig, key, body)) is not null);
            Assert.Equal("succeeded", ended!.Value.GetProperty("status").GetString());
            var operations = await OperationsAsync(rig);
            Assert.Equal(before + 1, operations.Count);
            Assert.Equal(ended.Value.GetProperty("uid").GetString(), operations[0].Uid);
            isBelow = !isBelow;
            var source = isBelow ? rig.Topology.Servers[1] : rig.Topology.Primary;
            await rig.UntilAsync($"it replicates after {boundary}", async () => (await ServerStatus.ReadAsync(rig.Topology.Servers[2])) is { Replicates: true } status && status.SourcePort == source.Port);
        }
    }

    /// <returns>The operation once it has ended; null where nobody answered.</returns>
    private static async Task<JsonElement?> TryAsync(Rig rig, string key, string body)
    {
        if (rig.Manager.Address is not { } address) return null;
        using var http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(90) };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v2/clusters/{rig.ClusterId}/operations?wait=60") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var response = await http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Accepted, text);
            var json = JsonDocument.Parse(text).RootElement;
            return json.GetProperty("isDone").GetBoolean() ? json : null;
        }
        catch (HttpRequestException)
        {
            // It was killed, or is not there again yet.
            return null;
        }
    }

    private static async Task<List<OperationRecord>> OperationsAsync(Rig rig) => await rig.Store.GetOperationsAsync(CancellationToken.None).ToListAsync();
}
