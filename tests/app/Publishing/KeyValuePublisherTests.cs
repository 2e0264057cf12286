using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Publishing;
using Ham4Db.Functions.Publishing.Targets;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Topologies;

namespace Ham4Db.Functions.Tests.Publishing;

/// <summary>Keys of primaries in real stores.</summary>
public sealed class KeyValuePublisherTests
{
    [Theory, InlineData("etcd"), InlineData("consul")]
    public async Task Keys_are_written_and_follow_a_failover(string kind)
    {
        await using var service = await StartAsync(kind);
        using var outside = new Outside(kind, service.Port);
        await using var host = await HostAsync(kind, service.Port);
        var keys = await AddAsync(host);
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/")).Ok;
        Assert.Equal("127.0.0.1:3306", await outside.ReadAsync("mysql/master/shop"));
        Assert.Equal(("127.0.0.1", "3306", "127.0.0.1", ""), (await outside.ReadAsync("mysql/master/shop/hostname"), await outside.ReadAsync("mysql/master/shop/port"), await outside.ReadAsync("mysql/master/shop/ipv4"), await outside.ReadAsync("mysql/master/shop/ipv6")));
        await host.KillAsync(keys[0]);
        Assert.Equal("127.0.0.2:3306", (await host.GetAsync("/api/recover/127.0.0.1/3306")).Ok.Key());
        await UntilAsync(outside, "mysql/master/shop", "127.0.0.2:3306");
        Assert.Equal("1", await outside.ReadAsync("mysql/master/shop/epoch"));
        // On demand it is written whatever is thought to be there.
        await outside.DeleteAsync("mysql/master/shop/hostname");
        await host.ProbeAsync();
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/shop")).Ok;
        Assert.Equal("127.0.0.2", await outside.ReadAsync("mysql/master/shop/hostname"));
    }

    [Theory, InlineData("etcd"), InlineData("consul")]
    public async Task A_publisher_that_was_held_up_does_not_put_an_older_primary_over_a_newer_one(string kind)
    {
        await using var service = await StartAsync(kind);
        using var outside = new Outside(kind, service.Port);
        using var http = new HttpJson();
        var target = Target(kind, service.Port, http);
        var seen = await ReadFenceAsync(target);
        Assert.Equal(Fence.None, seen);
        Assert.True(await target.TryWriteAsync("m/s/epoch", seen, 7, [new("m/s", "new:1")], ApiHost.Cancellation));
        Assert.False(await target.TryWriteAsync("m/s/epoch", seen, 6, [new("m/s", "old:1")], ApiHost.Cancellation));
        Assert.Equal("new:1", await outside.ReadAsync("m/s"));
        var now = await ReadFenceAsync(target);
        Assert.Equal(7, now.Epoch);
        Assert.True(await target.TryWriteAsync("m/s/epoch", now, 8, [new("m/s", "newer:1")], ApiHost.Cancellation));
        Assert.False(await target.TryWriteAsync("m/s/epoch", now, 8, [new("m/s", "old:1")], ApiHost.Cancellation));
        Assert.Equal(("newer:1", "8"), (await outside.ReadAsync("m/s"), await outside.ReadAsync("m/s/epoch")));
    }

    [Theory, InlineData("etcd"), InlineData("consul")]
    public async Task A_newer_epoch_of_another_deployment_is_not_overwritten_until_it_is_removed(string kind)
    {
        await using var service = await StartAsync(kind);
        using var outside = new Outside(kind, service.Port);
        using var http = new HttpJson();
        var target = Target(kind, service.Port, http);
        Assert.True(await target.TryWriteAsync("mysql/master/shop/epoch", Fence.None, 99, [new("mysql/master/shop", "theirs:1")], ApiHost.Cancellation));
        await using var host = await HostAsync(kind, service.Port);
        await AddAsync(host);
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/")).Ok;
        Assert.Equal("theirs:1", await outside.ReadAsync("mysql/master/shop"));
        Assert.Contains("of epoch 99, and ours is 0", (await host.GetAsync("/api/audit")).Text, StringComparison.Ordinal);
        await outside.DeleteAsync("mysql/master/shop/epoch");
        await UntilAsync(outside, "mysql/master/shop", "127.0.0.1:3306");
    }

    [Fact]
    public async Task What_cannot_be_reached_delays_no_failover_and_is_said()
    {
        await using var host = await HostAsync("etcd", 1);
        var keys = await AddAsync(host);
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/")).Ok;
        Assert.Contains("127.0.0.1:1 cannot be reached: Connection refused", (await host.GetAsync("/api/audit")).Text, StringComparison.Ordinal);
        await host.KillAsync(keys[0]);
        Assert.Equal("127.0.0.2:3306", (await host.GetAsync("/api/recover/127.0.0.1/3306")).Ok.Key());
    }

    [Fact]
    public async Task With_Consul_every_datacentre_can_be_written()
    {
        await using var service = await ServiceProgram.StartConsulAsync(ApiHost.Cancellation);
        using var outside = new Outside("consul", service.Port);
        using var http = new HttpJson();
        await outside.UntilReadyAsync();
        Assert.Equal(["dc1"], await ConsulTarget.DatacentresAsync(http, new Uri($"http://127.0.0.1:{service.Port}"), "", ApiHost.Cancellation));
        var target = new ConsulTarget(http, new Uri($"http://127.0.0.1:{service.Port}"), "", "dc1");
        Assert.True(await target.TryWriteAsync("a b/ü/epoch", Fence.None, 1, [new("a b/ü", "x")], ApiHost.Cancellation));
        Assert.Equal("x", await outside.ReadAsync("a b/ü"));
        Assert.Equal(1, (await target.ReadFenceAsync("a b/ü/epoch", ApiHost.Cancellation)).Epoch);
    }

    private static async Task<ServiceProgram> StartAsync(string kind)
    {
        var service = kind == "etcd" ? await ServiceProgram.StartEtcdAsync(ApiHost.Cancellation) : await ServiceProgram.StartConsulAsync(ApiHost.Cancellation);
        using var outside = new Outside(kind, service.Port);
        await outside.UntilReadyAsync();
        return service;
    }

    private static IKeyValueTarget Target(string kind, int port, HttpJson http) => kind == "etcd"
        ? new EtcdTarget(http, [new Uri("http://127.0.0.1:1"), new Uri($"http://127.0.0.1:{port}")], "", "")
        : new ConsulTarget(http, new Uri($"http://127.0.0.1:{port}"), "", "");

    private static Task<Fence> ReadFenceAsync(IKeyValueTarget target) => target.ReadFenceAsync("m/s/epoch", ApiHost.Cancellation);

    private static Task<ApiHost> HostAsync(string kind, int port) => ApiHost.StartAsync(options => kind == "etcd"
        ? options with { EtcdAddresses = [$"http://127.0.0.1:{port}"] }
        : options with { ConsulAddress = $"127.0.0.1:{port}" });

    private static async Task UntilAsync(Outside outside, string key, string value)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await outside.ReadAsync(key) is var found && found != value)
        {
            Assert.False(limit.IsCancellationRequested, $"{key} is {found}.");
            await Task.Delay(50, ApiHost.Cancellation);
        }
    }

    // Addresses, so that no name has to be looked up.
    private static async Task<IReadOnlyList<InstanceKey>> AddAsync(ApiHost host)
    {
        var keys = await host.AddClusterAsync("127.0.0.", alias: "shop");
        var id = (await host.Store.FindInstanceAsync(keys[0], ApiHost.Cancellation))!.ClusterId;
        await host.Store.SaveClusterAsync(new ClusterRecord { ClusterId = id, Name = keys[0].ToString(), Alias = "shop", Primary = keys[0] }, ApiHost.Cancellation);
        return keys;
    }

    /// <summary>Reads a store by its own interface, as an application would.</summary>
    private sealed class Outside(string kind, int port) : IDisposable
    {
        private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        public async Task<string?> ReadAsync(string key)
        {
            if (kind == "consul")
            {
                using var response = await _http.GetAsync($"/v1/kv/{Path(key)}?raw", ApiHost.Cancellation);
                return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(ApiHost.Cancellation) : null;
            }

            var json = await EtcdAsync("/v3/kv/range", key);
            if (!json.TryGetProperty("kvs", out var found)) return null;
            return found[0].TryGetProperty("value", out var value) ? Encoding.UTF8.GetString(value.GetBytesFromBase64()) : "";
        }

        public async Task DeleteAsync(string key)
        {
            if (kind == "consul") (await _http.DeleteAsync($"/v1/kv/{Path(key)}", ApiHost.Cancellation)).EnsureSuccessStatusCode().Dispose();
            else _ = await EtcdAsync("/v3/kv/deleterange", key);
        }

        /// <summary>A store listens before it has a leader.</summary>
        public async Task UntilReadyAsync()
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (true)
            {
                try
                {
                    using var response = kind == "consul"
                        ? await _http.GetAsync("/v1/kv/none?consistent", limit.Token)
                        : await _http.PostAsJsonAsync("/v3/kv/range", new { key = "eA==" }, limit.Token);
                    if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound) return;
                }
                catch (HttpRequestException)
                {
                    // Not yet.
                }

                await Task.Delay(50, limit.Token);
            }
        }

        public void Dispose() => _http.Dispose();

        private static string Path(string key) => string.Join('/', key.Split('/').Select(Uri.EscapeDataString));

        private async Task<JsonElement> EtcdAsync(string path, string key)
        {
            using var response = await _http.PostAsJsonAsync(path, new { key = Convert.ToBase64String(Encoding.UTF8.GetBytes(key)) }, ApiHost.Cancellation);
            return await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(ApiHost.Cancellation);
        }
    }
}
