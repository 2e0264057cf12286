using System.Net;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Api;

public sealed class InstanceOperationCallTests
{
    private const string Origin = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    [Fact]
    public async Task Each_path_does_its_operation_and_answers_with_the_instance()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        var (primary, replica) = (host.Fleet[keys[0]], host.Fleet[keys[2]]);

        await DoAsync("stop-replica/db3/3306", "Replica stopped: db3:3306", () => !replica.IsReceiving && !replica.IsApplying);
        await DoAsync("start-slave/db3/3306", "Replica started: db3:3306", () => replica.IsReceiving && replica.IsApplying);
        await DoAsync("stop-slave-nice/db3/3306", "Replica stopped nicely: db3:3306", () => !replica.IsReceiving && !replica.IsApplying);
        await DoAsync("restart-replica/db3/3306", "Replica restarted: db3:3306", () => replica.IsReceiving && replica.IsApplying);
        await DoAsync("disable-gtid/db3/3306", "Disabled GTID on db3:3306", () => replica is { UsesGtid: false, IsReceiving: true });
        await DoAsync("enable-gtid/db3/3306", "Enabled GTID on db3:3306", () => replica is { UsesGtid: true, IsReceiving: true });
        await DoAsync("detach-slave/db3/3306", "Replica detached: db3:3306", () => replica.Source == keys[0] with { Host = "//db1" } && !replica.IsReceiving);
        await DoAsync("reattach-replica-master-host/db3/3306", "Replica reattached: db3:3306", () => replica.Source == keys[0] && replica.IsReceiving);
        await DoAsync("flush-binary-logs/db1/3306", "Binary logs flushed on: db1:3306", () => primary.LastLog == 8);
        await DoAsync("purge-binary-logs/db1/3306/mysql-bin.000005", "Binary logs purged on: db1:3306", () => primary.FirstLog == 5);
        await DoAsync("purge-binary-logs/db1/3306/latest?force=true", "Binary logs purged on: db1:3306", () => primary.FirstLog == 8);
        await DoAsync("kill-query/db1/3306/17", "Killed query on db1:3306", () => primary.Killed.Contains(17));
        await DoAsync("set-read-only/db1/3306", "Server set as read-only: db1:3306", () => primary.IsReadOnly);
        await DoAsync("set-writeable/db1/3306", "Server set as writeable: db1:3306", () => !primary.IsReadOnly);
        await DoAsync("fence-all/db1/3306", "All clients fenced from db1:3306", () => primary is { IsReadOnly: true, IsShutOut: true });
        await DoAsync("unfence-all/db1/3306", "Clients let in again on db1:3306", () => primary is { IsReadOnly: true, IsShutOut: false });
        await DoAsync("unfence-writes/db1/3306", "Writes unfenced on db1:3306", () => !primary.IsReadOnly);
        replica.FailedTransaction = Origin + ":101";
        await DoAsync("skip-query/db3/3306", "Query skipped on db3:3306", () => replica is { FailedTransaction: null, ExecutedGtidSet: Origin + ":1-101", IsApplying: true });
        replica.ExecutedGtidSet = $"{Origin}:1-100";

        var delayed = await host.GetAsync("/api/delay-replication/db3/3306/60");
        Assert.Equal((60, 60L), (delayed.Ok.GetInt32(), replica.DelaySeconds));
        var statements = await host.GetAsync("/api/restart-slave-statements/db3/3306?q=SELECT+1");
        Assert.Equal(["STOP REPLICA;", "SELECT 1;", "START REPLICA;"], statements.Ok.EnumerateArray().Select(s => s.GetString()));
        await DoAsync("reset-slave/db3/3306", "Replica reset: db3:3306", () => replica.Source is null);

        async Task DoAsync(string path, string message, Func<bool> isDone)
        {
            var reply = await host.GetAsync("/api/" + path);
            Assert.Equal(3306, reply.Ok.GetProperty("Key").GetProperty("Port").GetInt32());
            Assert.Equal(message, reply.Message);
            Assert.True(isDone(), path);
        }
    }

    [Theory]
    [InlineData("set-writeable/db2/3306", "To move the role, ask for a takeover. With force=true it is done all the same.")]
    [InlineData("unfence-writes/db2/3306", "db2:3306 is not the primary of its cluster: db1:3306 is")]
    [InlineData("purge-binary-logs/db1/3306/x", "'x' is no binary log")]
    [InlineData("delay-replication/db2/3306/soon", "'soon' is no delay")]
    [InlineData("skip-query/db2/3306", "there is nothing to leave out")]
    [InlineData("gtid-errant-reset-master/db2/3306", "gtid-errant-reset-master will not operate on db2:3306")]
    [InlineData("locate-gtid-errant/db2/3306", "db2:3306 has no errant transactions")]
    [InlineData("reclone/db1/3306", "db1:3306 is the primary: what it has would be lost")]
    public async Task What_must_not_be_done_is_refused_in_words(string path, string part)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        Assert.Contains(part, (await host.GetAsync("/api/" + path)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errant_transactions_are_shown_with_what_they_do_and_the_ways_out()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        var replica = host.Fleet[keys[2]];
        await MakeErrantAsync(host, replica);

        var report = (await host.GetAsync("/api/v2/instances/db3:3306/errant")).Raw;
        Assert.Equal($"{replica.ServerId}:1", report.GetProperty("gtidSet").GetString());
        var change = Assert.Single(Assert.Single(report.GetProperty("transactions").EnumerateArray()).GetProperty("changes").EnumerateArray());
        Assert.Equal(("insert", "shop.orders"), (change.GetProperty("kind").GetString(), change.GetProperty("table").GetString()));
        Assert.Equal([true, true, true], report.GetProperty("waysOut").EnumerateArray().Select(w => w.GetProperty("isExecutable").GetBoolean()));
        Assert.Equal(["mysql-bin.000007"], (await host.GetAsync("/api/locate-gtid-errant/db3/3306")).Ok.EnumerateArray().Select(f => f.GetString()));

        Assert.Equal("Empty transactions injected for the errant ones of db3:3306", (await host.GetAsync("/api/gtid-errant-inject-empty/db3/3306")).Message);
        Assert.Equal(OracleGtidSet.Parse(replica.ExecutedGtidSet), OracleGtidSet.Parse(host.Fleet[keys[0]].ExecutedGtidSet));
        Assert.Equal("", (await host.GetAsync("/api/v2/instances/db3:3306/errant")).Raw.GetProperty("gtidSet").GetString());

        await MakeErrantAsync(host, host.Fleet[keys[1]]);
        Assert.Equal("Errant transactions forgotten on db2:3306", (await host.GetAsync("/api/gtid-errant-reset-master/db2/3306")).Message);
        Assert.Equal($"{Origin}:1-100", host.Fleet[keys[1]].ExecutedGtidSet.Split(',')[0]);
        Assert.DoesNotContain(host.Fleet[keys[1]].ServerId, host.Fleet[keys[1]].ExecutedGtidSet, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_is_fenced_by_a_post_and_a_dry_run_changes_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        var plan = (await host.SendAsync(HttpMethod.Post, "/api/v2/instances/db1:3306/fence-writes?dryRun=true")).Raw;
        Assert.Equal(["set-read-only", "end-clients"], plan.GetProperty("steps").EnumerateArray().Select(s => s.GetProperty("action").GetString()));
        Assert.False(host.Fleet[keys[0]].IsReadOnly);

        var done = (await host.SendAsync(HttpMethod.Post, "/api/v2/instances/db1:3306/fence-writes")).Raw;
        Assert.Equal("succeeded", done.GetProperty("operation").GetProperty("status").GetString());
        Assert.True(host.Fleet[keys[0]].IsReadOnly);
        Assert.Contains("'fly' is no operation", (await host.SendAsync(HttpMethod.Post, "/api/v2/instances/db1:3306/fly")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("takes no 'speed'", (await host.SendAsync(HttpMethod.Post, "/api/v2/instances/db1:3306/fence-writes?speed=1")).Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    /// <summary>Writes a transaction of the server's own.</summary>
    private static async Task MakeErrantAsync(ApiHost host, ScriptedServer server)
    {
        var known = server.ExecutedGtidSet;
        server.ReceivedGtidSet = known;
        server.ExecutedGtidSet = $"{known},{server.ServerId}:1";
        server.Events =
        [
            new LogEvent(new("", 4), 100, "Previous_gtids", known),
            new LogEvent(new("", 100), 200, "Gtid", $"SET @@SESSION.GTID_NEXT= '{server.ServerId}:1'"),
            new LogEvent(new("", 200), 300, "Table_map", "table_id: 9 (shop.orders)"),
            new LogEvent(new("", 300), 400, "Write_rows", "table_id: 9 flags: STMT_END_F"),
            new LogEvent(new("", 400), 500, "Xid", "COMMIT"),
        ];
        server.FirstLog = server.LastLog;
        await host.ProbeAsync();
    }
}
