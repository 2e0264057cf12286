using System.Text.Json;
using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>Topologies that replicate by file and position, with Pseudo-GTID entries that Ham4Db writes.</summary>
public sealed class PositionTests
{
    private const string Entry = "drop view if exists `_pseudo_gtid_`";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Without_gtids_a_killed_primary_is_replaced_hands_over_and_comes_back_and_all_rows_of_the_successor_are_everywhere(ServerFlavor flavor)
    {
        await using var fleet = await Fleet.StartAsync(
            new TopologyOptions { Flavor = flavor, UseGtid = false },
            options => options with { AutoPseudoGTID = true, RecoveryPeriodBlockSeconds = 0 },
            Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await AssertEntriesAsync(fleet);
        await MoveAboutAsync(fleet, writer);

        // One replica has less than its siblings when the primary dies: only its Pseudo-GTID entries tell where it goes on.
        await fleet.Server(1).StopReceiverAsync();
        var acknowledged = writer.Acknowledged.Count;
        await writer.WaitForAsync(w => w.Id > acknowledged + 20, Cancelled);
        await fleet.WaitForAsync("the app sees that it has stopped", async () =>
            (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(1)).Snapshot.Replication is { Receiver: ReplicationThreadState.Stopped });
        var killedAt = RunClock.Now;
        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        var successor = fleet.Server(recovery.Successor!.Value);
        await writer.WaitForAsync(w => w.AcknowledgedAt > killedAt && w.Port == successor.Port, Cancelled);
        Assert.True(recovery.Plan!.UsesPositions);
        await AssertFollowAsync(fleet, recovery.Successor.Value, [1, 2, 3, 4]);

        await fleet.Topology.Primary.RestartAsync(cancellationToken: Cancelled);
        var own = await SettleAsync(fleet);
        Output.Write($"{flavor}: write outage {writer.Outage!.Duration.TotalMilliseconds:F0} ms; the old primary has {(own.Length > 0 ? own : "nothing of its own and rejoined")}");
        int[] whole = own.Length > 0 ? [1, 2, 3, 4] : [0, 1, 2, 3, 4];

        if (own.Length == 0)
        {
            var outcome = await fleet.TakeOverAsync(designated: 0);
            Assert.True(outcome is { IsSuccessful: true, Errors.Count: 0 }, $"{string.Join('\n', outcome.Errors)}\n{await fleet.DescribeAsync()}");
            await AssertFollowAsync(fleet, fleet.Key(0), [1, 2, 3, 4]);
            var handedOverAt = RunClock.Now;
            await writer.WaitForAsync(w => w.Port == fleet.Key(0).Port && w.SentAt > handedOverAt, Cancelled);
        }

        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, whole);
        await AssertSameRowsAsync(fleet, whole);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    /// <summary>The last replica moves across tiers while rows are written; that none was lost or came twice is seen in the end.</summary>
    private static async Task MoveAboutAsync(Fleet fleet, WriterProbe writer)
    {
        var entry = await CallAsync(fleet, $"last-pseudo-gtid/{Path(4)}");
        Assert.Contains(Entry, entry.GetProperty("Details").GetString(), StringComparison.Ordinal);
        await MoveAsync($"match/{Path(4)}/{Path(2)}", to: 2);
        await MoveAsync($"match-up/{Path(4)}", to: 0);
        await MoveAsync($"match-below/{Path(4)}/{Path(3)}", to: 3);
        await MoveAsync($"rematch/{Path(4)}", to: 3);
        var regrouped = await CallAsync(fleet, $"match-replicas/{Path(3)}/{Path(1)}");
        Assert.Equal(fleet.Key(1).Port, regrouped.GetProperty("Details").GetProperty("Port").GetInt32());
        await WaitForSourceAsync(1);

        async Task MoveAsync(string call, int to)
        {
            var id = writer.Acknowledged[^1].Id;
            await CallAsync(fleet, call);
            await WaitForSourceAsync(to);
            await writer.WaitForAsync(w => w.Id > id, Cancelled);
        }

        Task WaitForSourceAsync(int server) => fleet.WaitForAsync($"the last replica follows server {server}", async () =>
            (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(4)).Snapshot.Replication is { IsRunning: true } status && status.Source == fleet.Key(server));

        string Path(int server) => $"{fleet.Key(server).Host}/{fleet.Key(server).Port}";
    }

    private static async Task<JsonElement> CallAsync(Fleet fleet, string call)
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync($"http://{fleet.Options.ListenAddress}/api/{call}", Cancelled);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.True(answer.GetProperty("Code").GetString() == "OK", $"{call}: {answer}\n{await fleet.DescribeAsync()}");
        return answer;
    }

    private static async Task AssertEntriesAsync(Fleet fleet)
    {
        await fleet.WaitForAsync("all are known to have Pseudo-GTID entries", async () => (await fleet.MembersAsync()).All(m => m.Snapshot.UsesPseudoGtid));
        // The last tier has them from its source, and its source from the primary: nobody else writes any.
        await fleet.WaitForAsync("an entry has arrived in the last tier", async () => (await EntriesOfAsync(fleet.Server(4))).Count > 0);
        foreach (var server in fleet.Topology.Servers)
            Assert.All(await EntriesOfAsync(server), writtenBy => Assert.Equal("1", writtenBy));
    }

    /// <summary>The server ids of those who wrote the entries in a server's binary log.</summary>
    private static async Task<IReadOnlyList<string?>> EntriesOfAsync(DatabaseServer server)
    {
        var events = new List<IReadOnlyDictionary<string, string?>>();
        foreach (var file in await server.QueryRowsAsync("SHOW BINARY LOGS")) events.AddRange(await server.QueryRowsAsync($"SHOW BINLOG EVENTS IN '{file["Log_name"]}'"));
        return [.. events.Where(e => e["Event_type"] == "Query" && e["Info"]!.Contains(Entry, StringComparison.Ordinal)).Select(e => e["Server_id"])];
    }

    private static Task AssertFollowAsync(Fleet fleet, InstanceKey primary, int[] servers) => fleet.WaitForAsync($"all follow {primary}", async () =>
    {
        var members = await fleet.MembersAsync();
        return servers.Select(fleet.Key).Where(k => k != primary).All(key => members.Single(m => m.Key == key) is { IsLastCheckValid: true, Snapshot.Replication: { IsRunning: true, UsesGtid: false } });
    });

    /// <summary>Waits until the old primary has rejoined, or is shown with what it has of its own: commits that nobody received when it was killed.</summary>
    private static async Task<string> SettleAsync(Fleet fleet)
    {
        var own = "";
        await fleet.WaitForAsync("the old primary rejoined or is shown with what it has of its own", async () =>
        {
            IReadOnlyList<DemotedInstance> demoted = (await fleet.StateAsync()).Demoted;
            own = demoted.SingleOrDefault()?.OwnLog ?? "";
            return demoted.Count == 0 || own.Length > 0;
        });
        if (own.Length == 0) await AssertFollowAsync(fleet, (await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))!.Primary!.Value, [0]);
        return own;
    }

    private static async Task AssertSameRowsAsync(Fleet fleet, int[] servers)
    {
        foreach (var server in servers)
        {
            await fleet.WaitForAsync($"server {server} has the same rows as the others", async () =>
                await ChecksumAsync(fleet.Server(server)) == await ChecksumAsync(fleet.Server(servers[0])));
        }

        static Task<string?> ChecksumAsync(DatabaseServer server) =>
            server.QueryAsync<string>("SELECT CONCAT(COUNT(*), ':', SUM(CRC32(CONCAT_WS(',', id, at, token)))) FROM ham4db_demo.writes");
    }
}
