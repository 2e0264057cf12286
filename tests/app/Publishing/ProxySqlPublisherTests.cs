using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Publishing.ProxySql;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Configuration;

namespace Ham4Db.Functions.Tests.Publishing;

public sealed class ProxySqlPublisherTests
{
    [Fact]
    public async Task Hostgroups_follow_a_failover_and_an_old_primary_gets_no_traffic()
    {
        await using var proxy = new ProxySqlAdminServer();
        proxy.Add(10, "127.0.0.1", weight: 5);
        proxy.Add(20, "127.0.0.1");
        proxy.Add(20, "127.0.0.3", weight: 7);
        proxy.Add(20, "10.9.9.9");
        proxy.Add(99, "127.0.0.1");
        await using var host = await HostAsync(proxy.Key);
        var keys = await AddAsync(host);
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/")).Ok;
        Assert.Equal("10:127.0.0.1*5 20:10.9.9.9 20:127.0.0.2 20:127.0.0.3*7 99:127.0.0.1", proxy.Runtime);
        Assert.Equal(proxy.Runtime, proxy.Disk);

        await host.KillAsync(keys[0]);
        Assert.Equal("127.0.0.2:3306", (await host.GetAsync("/api/recover/127.0.0.1/3306")).Ok.Key());
        await UntilAsync(() => proxy.Runtime.StartsWith("10:127.0.0.2 ", StringComparison.Ordinal));
        await host.ProbeAsync();
        await UntilAsync(() => proxy.Runtime == "10:127.0.0.2 20:10.9.9.9 20:127.0.0.3*7 99:127.0.0.1" && proxy.Disk == proxy.Runtime);
        // What is as it should be is left alone.
        var changes = proxy.Changes.Count;
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/")).Ok;
        Assert.Equal(changes, proxy.Changes.Count);
    }

    [Fact]
    public async Task One_that_cannot_be_reached_delays_no_failover_and_is_said()
    {
        await using var host = await HostAsync(new InstanceKey(DatabaseEngine.MySql, "127.0.0.1", 1));
        var keys = await AddAsync(host);
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/")).Ok;
        Assert.Contains("ProxySQL 127.0.0.1:1: ", (await host.GetAsync("/api/audit")).Text, StringComparison.Ordinal);
        await host.KillAsync(keys[0]);
        Assert.Equal("127.0.0.2:3306", (await host.GetAsync("/api/recover/127.0.0.1/3306")).Ok.Key());
    }

    [Fact]
    public void The_writer_is_alone_in_its_group_and_stays_a_reader_only_where_there_is_no_other()
    {
        var admin = new ProxySqlAdmin { WriterHostgroup = 1, ReaderHostgroup = 2 };
        var (primary, other) = (Key("p"), Key("o'; DROP TABLE x;--"));
        Assert.Equal([], ProxySqlPlan.Make(admin, [new(1, "p", 3306), new(2, "p", 3306)], primary, [], []));
        Assert.Equal(
            [
                "INSERT OR IGNORE INTO mysql_servers (hostgroup_id, hostname, port, comment) VALUES (1, 'p', 3306, 'ham4db')",
                "DELETE FROM mysql_servers WHERE hostgroup_id = 1 AND hostname = 'o''; DROP TABLE x;--' AND port = 3306",
                "INSERT OR IGNORE INTO mysql_servers (hostgroup_id, hostname, port, comment) VALUES (2, 'o''; DROP TABLE x;--', 3306, 'ham4db')",
                "DELETE FROM mysql_servers WHERE hostgroup_id = 2 AND hostname = 'p' AND port = 3306",
                "LOAD MYSQL SERVERS TO RUNTIME",
                "SAVE MYSQL SERVERS TO DISK",
            ],
            ProxySqlPlan.Make(admin, [new(1, other.Host, 3306), new(2, "p", 3306)], primary, [other], []));
        // Nobody else may be read from: the primary stays.
        Assert.Equal(
            ["DELETE FROM mysql_servers WHERE hostgroup_id = 2 AND hostname = 'b' AND port = 3306"],
            ProxySqlPlan.Make(admin, [new(1, "p", 3306), new(2, "p", 3306), new(2, "b", 3306)], primary, [], [Key("b")]).SkipLast(2));
    }

    [Theory]
    [InlineData("""{"Address": "", "User": "u", "Clusters": ["*"], "WriterHostgroup": 1, "ReaderHostgroup": 2}""", "allowed: host or host:port")]
    [InlineData("""{"Address": "p:6032", "Clusters": ["*"], "WriterHostgroup": 1, "ReaderHostgroup": 2}""", "p:6032 has no User")]
    [InlineData("""{"Address": "p:6032", "User": "u", "WriterHostgroup": 1, "ReaderHostgroup": 2}""", "p:6032 has no Clusters")]
    [InlineData("""{"Address": "p:6032", "User": "u", "Clusters": ["("], "WriterHostgroup": 1, "ReaderHostgroup": 2}""", "has \"(\" among its Clusters")]
    [InlineData("""{"Address": "p:6032", "User": "u", "Password": "planted", "Clusters": ["*"], "WriterHostgroup": 1, "ReaderHostgroup": 1}""", "allowed: two numbers from 0")]
    [InlineData("""{"Address": "p:6032", "Pass": "planted"}""", "is not right at $[0].Pass (its value is not shown)")]
    public void What_is_wrong_is_named(string item, string error)
    {
        using var folder = new ConfigurationFolder();
        var message = string.Join('\n', folder.ErrorsOf($$"""{"ProxySQLAdmins": [{{item}}]}""").Select(note => note.Text));
        Assert.Contains(error, message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", message, StringComparison.Ordinal);
    }

    private static InstanceKey Key(string host) => new(DatabaseEngine.MySql, host, 3306);

    private static Task<ApiHost> HostAsync(InstanceKey proxy) => ApiHost.StartAsync(options => options with
    {
        ProxySQLAdmins = [new ProxySqlAdmin { Address = proxy.ToString(), User = "ham4db", Password = "secret", Clusters = ["alias=shop"], WriterHostgroup = 10, ReaderHostgroup = 20 }],
    });

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            Assert.False(limit.IsCancellationRequested, "It did not come to that.");
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
}
