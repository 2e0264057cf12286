using Ham4Db.Cli.Rendering;
using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

public sealed class RenderingTests
{
    private const string Escape = "\u001b";

    [Fact]
    public async Task A_topology_is_a_tree_with_one_line_an_instance()
    {
        string[] members =
        [
            Samples.Instance("db1", "primary", snapshot: "\"semiSync\":{\"sourceEnabled\":true,\"sourceActive\":true},", isReadOnly: false),
            Samples.Instance("db2", "intermediate", "db1"),
            Samples.Instance("db3", "replica", "db1", extra: "\"downtime\":{\"owner\":\"me\",\"reason\":\"disk\",\"endsAt\":\"2026-11-23T10:00:00Z\"},"),
            Samples.Instance("db4", "replica", "db2", extra: "\"errantGtidSet\":\"0-1-9\",\"promotionRule\":\"mustNot\","),
            Samples.Instance("db5", "replica", "db2", receiver: "other"),
            Samples.Instance("db6", "replica", "db2", extra: "\"lastCheckError\":\"refused\",", answers: false),
        ];
        await using var api = await FakeApi.StartAsync("/api/v2/instances", $"[{string.Join(',', members)}]");

        var run = await CliRun.AskAsync(api.Address, "topology");

        Assert.Equal(
            """
            mysql-1: 6 instances
            db1:3306        primary       rw  ok         MariaDB 10.11.18  semi-sync
            ├─ db2:3306     intermediate  ro  lag 0 s    MariaDB 10.11.18
            │  ├─ db4:3306  replica       ro  lag 0 s    MariaDB 10.11.18  errant GTID 0-1-9, must not
            │  ├─ db5:3306  replica       ro  broken     MariaDB 10.11.18  error connecting
            │  └─ db6:3306  replica       ?   no answer  MariaDB 10.11.18  refused
            └─ db3:3306     replica       ro  lag 0 s    MariaDB 10.11.18  downtimed by me until 2026-11-23 10:00:00Z: disk

            """,
            run.Output);
    }

    [Fact]
    public async Task An_old_primary_that_was_kept_apart_is_shown_with_what_only_it_has()
    {
        var members = $"{Samples.Instance("db1", "detached", extra: "\"isDemoted\":true,")},{Samples.Instance("db2", "primary", isReadOnly: false)}";
        var state = $$"""{"demoted":[{"key":{{Samples.Key("db1")}},"errantGtidSet":"0-1-9","problem":"It differs."}]}""";
        await using var api = await FakeApi.StartAsync("/api/v2/clusters/shop", $$"""{"cluster":{{Samples.Cluster()}},"members":[{{members}}],"state":{{state}} }""");

        var run = await CliRun.AskAsync(api.Address, "topology", "shop");

        Assert.Matches(@"db1:3306 +detached +ro +apart +MariaDB 10\.11\.18 +demoted, only it has 0-1-9\n", run.Output);
        Assert.Matches(@"db2:3306 +primary +rw +ok +MariaDB 10\.11\.18\n", run.Output);
    }

    [Fact]
    public async Task Errant_transactions_are_shown_with_what_they_do_and_the_ways_out()
    {
        const string Transactions = """[{"gtid":"0-1-9","file":"bin.000002","position":40,"changes":[{"kind":"insert","table":"shop.orders","statement":"","events":1},{"kind":"statement","table":"","statement":"DROP TABLE x\u001b[2J","events":0}]}]""";
        var ways = $$"""[{"request":{"kind":"gtid-errant-inject-empty"},"refusals":["Positions only go forward."]},{"request":{"kind":"reclone"},"steps":[{"stage":1,"target":{{Samples.Key("db1")}},"description":"Copy it."}],"warnings":["All is replaced."]}]""";
        await using var api = await FakeApi.StartAsync(
            "/api/v2/instances/db1%3A3306/errant",
            $$"""{"instance":{{Samples.Key("db1")}},"gtidSet":"0-1-9","isInvalidated":true,"files":["bin.000002"],"transactions":{{Transactions}},"note":"Only these.","waysOut":{{ways}} }""");

        var run = await CliRun.AskAsync(api.Address, "errant", "db1");

        Assert.Contains("db1:3306 (invalidated: it cannot rejoin) alone has 0-1-9", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"0-1-9 +bin\.000002:40 +insert +shop\.orders", run.Output);
        Assert.Contains("DROP TABLE x[2J", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, run.Output, StringComparison.Ordinal);
        Assert.Contains("Not by gtid-errant-inject-empty: Positions only go forward.", run.Output, StringComparison.Ordinal);
        Assert.Contains("ham4db reclone db1:3306\n  Copy it.\n  All is replaced.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_that_replicate_in_a_ring_are_all_shown_once()
    {
        var members = $"[{Samples.Instance("db1", "coPrimary", "db2")},{Samples.Instance("db2", "coPrimary", "db1", isReadOnly: false)}]";
        await using var api = await FakeApi.StartAsync("/api/v2/instances", members);

        var run = await CliRun.AskAsync(api.Address, "topology");

        Assert.Equal(["db1:3306", "└─ db2:3306"], run.Output.Split('\n')[1..3].Select(line => line.Split("  ")[0].Trim()));
    }

    [Fact]
    public async Task A_terminal_gets_colours_and_with_NO_COLOR_none()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/instances", $"[{Samples.Instance("db1", "primary", isReadOnly: false)}]");
        string[] args = ["topology", "--api", api.Address.ToString()];

        var coloured = await CliRun.OfAsync(args, isTerminal: true);
        var plain = await CliRun.OfAsync(args, isTerminal: true, new Dictionary<string, string> { ["NO_COLOR"] = "1" });

        Assert.Matches(Escape + @"\[[0-9;]*32[0-9;]*mrw", coloured.Output);
        Assert.DoesNotMatch(Escape + @"\[[0-9;]*3[0-9]m", plain.Output);
        Assert.Contains("db1:3306", plain.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_says_of_itself_is_shown_and_not_obeyed()
    {
        await using var api = await FakeApi.StartAsync(
            "/api/v2/instances", $"[{Samples.Instance("db1", "primary", snapshot: "\"instanceAlias\":\"[red]\\u001b[31mx\\r\\n[/]\",", isReadOnly: false)}]");

        var run = await CliRun.AskAsync(api.Address, "topology");

        Assert.Contains("db1:3306 ([red][31mx [/])", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clusters_are_listed_with_what_is_wrong()
    {
        var ready = $$"""{"candidate":{{Samples.Key("db2")}},"blockers":[]}""";
        var blocked = """{"candidate":null,"blockers":[{"code":"no-candidate","reason":"x"},{"code":"lag","reason":"x"}]}""";
        string[] clusters = [Samples.Cluster("deadPrimary"), Samples.Cluster(outlook: ready), Samples.Cluster(outlook: blocked)];
        await using var api = await FakeApi.StartAsync("/api/v2/clusters", $"[{string.Join(',', clusters)}]");

        var run = await CliRun.AskAsync(api.Address, "clusters");

        Assert.Matches(@"mysql-1 +shop +db1:3306 +3 +semi-synchronous +DeadPrimary\n", run.Output);
        Assert.Matches(@"mysql-1 +shop +db1:3306 +3 +semi-synchronous +db2:3306 +ok\n", run.Output);
        Assert.Matches(@"mysql-1 +shop +db1:3306 +3 +semi-synchronous +blocked: no-candidate, lag +ok\n", run.Output);
    }

    [Fact]
    public async Task A_plan_says_who_and_why_and_what_forbids_it()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/clusters/shop/plan?failed=db1%3A3306", Samples.Plan("""[{"code":"lag","reason":"It lags."}]"""));

        var run = await CliRun.AskAsync(api.Address, "plan", "shop", "--failed", "db1");

        Assert.StartsWith("Failover of db1:3306 to db2:3306\nLoss: Nothing known would be lost.\nBlocked (lag): It lags.\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"1 +db2:3306 +Promote db2\.\n", run.Output);
        Assert.Matches(@"db2:3306 +chosen +It has everything\.\n", run.Output);
        Assert.Matches(@"db3:3306 +not possible +It must not be promoted\.\n", run.Output);
    }

    [Fact]
    public async Task A_recovery_has_a_timeline_that_begins_when_the_trouble_was_noticed()
    {
        const string Uid = "0123456789abcdef0123456789abcdef";
        var steps = $$"""
            [{"step":"promote","target":{{Samples.Key("db2")}},"message":"Promote it.","startedAt":"2026-11-23T10:00:00.300Z","endedAt":"2026-11-23T10:00:00.325Z",
              "offsetMilliseconds":300,"durationMilliseconds":25,"error":""},
             {"step":"repoint","target":{{Samples.Key("db3")}},"message":"Point it.","startedAt":"2026-11-23T10:00:00.400Z","endedAt":null,
              "offsetMilliseconds":400,"durationMilliseconds":null,"error":"It broke."}]
            """;
        await using var api = await FakeApi.StartAsync(
            $"/api/v2/recoveries/{Uid}", $$"""{"recovery":{{Samples.Recovery(Uid)}},"durationMilliseconds":700,"steps":{{steps}}}""");

        var run = await CliRun.AskAsync(api.Address, "recoveries", Uid);

        Assert.StartsWith($"Recovery {Uid} of db1:3306: DeadPrimary, succeeded\ndb1:3306 -> db2:3306, started 2026-11-23 10:00:00Z by ham4db, took 700 ms\n", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"\+0 ms +noticed +db1:3306\n +\+200 ms +decided +db1:3306 +DeadPrimary\n", run.Output);
        Assert.Matches(@"\+300 ms +25 ms +promote +db2:3306 +Promote it\.\n +\+400 ms +repoint +db3:3306 +It broke\.\n", run.Output);
    }

    [Fact]
    public async Task Recoveries_are_listed()
    {
        await using var api = await FakeApi.StartAsync("/api/v2/recoveries", $"[{Samples.Recovery()}]");

        var run = await CliRun.AskAsync(api.Address, "recoveries");

        Assert.Matches(@"2026-11-23 10:00:00 +0123456789abcdef0123456789abcdef +DeadPrimary +db1:3306 +db2:3306 +700 ms +succeeded +no\n", run.Output);
    }

    [Fact]
    public async Task An_analysis_tells_codes_and_weaknesses()
    {
        const string Answer = """
            {"Code":"OK","Message":"","Details":[
              {"AnalyzedInstanceKey":{"Hostname":"db1","Port":3306},"Analysis":"DeadMaster","Description":"It is dead.","StructureAnalysis":null,"IsActionableRecovery":true},
              {"AnalyzedInstanceKey":{"Hostname":"db2","Port":3306},"Analysis":"NoProblem","Description":"","StructureAnalysis":["NoLoggingReplicas"]}]}
            """;
        await using var api = await FakeApi.StartAsync("/api/replication-analysis", Answer);

        var run = await CliRun.AskAsync(api.Address, "analysis");

        Assert.Matches(@"db1:3306 +DeadMaster +It is dead\.\n", run.Output);
        Assert.Matches(@"db2:3306 +NoProblem +NoLoggingReplicas\n", run.Output);
    }

    [Theory]
    [InlineData("discover db1", "/api/discover/db1/3306", """{"Key":{"Hostname":"db1","Port":3306},"MasterKey":{"Hostname":"db0","Port":3306},"FlavorName":"MySQL","Version":"8.4.6"}""", "db1:3306 is MySQL 8.4.6, a replica of db0:3306.")]
    [InlineData("discover db1", "/api/discover/db1/3306", """{"Key":{"Hostname":"db1","Port":3306},"MasterKey":{"Hostname":"","Port":0},"FlavorName":"MySQL","Version":"8.4.6"}""", "db1:3306 is MySQL 8.4.6. ")]
    [InlineData("forget db1", "/api/forget/db1/3306", "{}", "db1:3306 is forgotten.")]
    [InlineData("recover db1", "/api/recover/db1/3306", """{"Hostname":"db2","Port":3306}""", "db2:3306 took over from db1:3306.")]
    [InlineData("takeover shop --auto", "/api/graceful-master-takeover-auto/shop", "{}", "done")]
    [InlineData("recoveries status", "/api/check-global-recoveries", "\"disabled\"", "Automatic recoveries are disabled.")]
    [InlineData("recoveries disable --cluster shop", "/api/disable-cluster-recoveries/shop", "{}", "done.")]
    [InlineData("ack shop --comment seen", "/api/ack-recovery/cluster/shop?comment=seen", "\"shop\"", "done")]
    [InlineData("downtime begin db1 --reason disk --owner me", "/api/begin-downtime/db1/3306/me/disk/10m", "{}", "db1:3306 is downtimed for 10m.")]
    [InlineData("downtime end db1", "/api/end-downtime/db1/3306", "{}", "db1:3306 is not downtimed any more.")]
    public async Task A_change_is_confirmed_in_words(string line, string path, string details, string words)
    {
        await using var api = await FakeApi.StartAsync(path, $$"""{"Code":"OK","Message":"done","Details":{{details}}}""");

        var run = await CliRun.AskAsync(api.Address, line.Split(' '));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains(words, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("semiSynchronous", "semi-synchronous")]
    [InlineData("asynchronous", "asynchronous")]
    public void A_word_of_the_API_is_written_as_people_do(string word, string text) => Assert.Equal(text, Words.Spaced(word, "-"));
}
