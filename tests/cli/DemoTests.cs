using System.Text.Json;
using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>README's first command, as users run it.</summary>
public sealed class DemoTests
{
    private const int Servers = 5;

    [Fact]
    public async Task A_killed_primary_is_replaced_and_rejoins_and_the_result_is_one_JSON_document()
    {
        await using var demo = new DemoProcess("--once", "--json", "--listen", "127.0.0.1:0");
        var run = await demo.WaitForExitAsync();

        Assert.True(run.ExitCode == ExitCodes.Ok, run.Error + run.Output);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.True(report.GetProperty("succeeded").GetBoolean());
        Assert.Equal("", report.GetProperty("problem").GetString());
        Assert.Equal(0, report.GetProperty("lostRows").GetArrayLength());
        Assert.Equal(1, report.GetProperty("mostWritableAtOnce").GetInt32());
        Assert.NotEqual(report.GetProperty("oldPrimary").GetString(), report.GetProperty("newPrimary").GetString());
        Assert.InRange(report.GetProperty("writeOutageMilliseconds").GetDouble(), 1, 60_000);
        var timeline = report.GetProperty("timeline").EnumerateArray().ToList();
        string[] moments = ["fault", "noticed", "decided", "promoted", "first write accepted", "all re-pointed", "old primary restarted", "old primary read-only"];
        Assert.Superset(moments.ToHashSet(), timeline.Select(entry => entry.GetProperty("event").GetString()!).ToHashSet());
        var offsets = timeline.Select(entry => entry.GetProperty("atMilliseconds").GetDouble()).ToList();
        Assert.Equal(offsets.Order(), offsets);
        await demo.WaitUntilGoneAsync();
    }

    [Fact]
    public async Task A_primary_that_hangs_is_replaced_and_fenced_when_it_wakes()
    {
        await using var demo = new DemoProcess("--once", "--fault", "hang", "--engine", "mysql", "--listen", "127.0.0.1:0");
        var run = await demo.WaitForExitAsync();

        Assert.True(run.ExitCode == ExitCodes.Ok, run.Error + run.Output);
        Assert.Equal("", run.Error);
        Assert.Matches(@"old primary woken", run.Output);
        Assert.Matches(@"^write outage: \d+ ms$", run.Output.TrimEnd('\n').Split('\n')[^1]);
        await demo.WaitUntilGoneAsync();
    }

    [Fact]
    public async Task One_service_recovers_a_cluster_of_each_engine()
    {
        await using var demo = new DemoProcess("--once", "--json", "--engine", "all", "--listen", "127.0.0.1:0");
        var run = await demo.WaitForExitAsync();

        Assert.True(run.ExitCode == ExitCodes.Ok, run.Error + run.Output);
        var reports = JsonDocument.Parse(run.Output).RootElement.EnumerateArray().ToList();
        Assert.Equal(["MariaDB", "PostgreSQL", "openGauss (a stand-in on PostgreSQL)"], reports.Select(report => report.GetProperty("engine").GetString()));
        Assert.All(reports, report =>
        {
            Assert.True(report.GetProperty("succeeded").GetBoolean());
            Assert.Equal(0, report.GetProperty("lostRows").GetArrayLength());
        });
        await demo.WaitUntilGoneAsync();
    }

    [Fact]
    public async Task It_serves_on_until_Ctrl_C_and_then_stops_everything()
    {
        await using var demo = new DemoProcess("--listen", "127.0.0.1:0");
        await demo.WaitForAsync("until Ctrl-C");
        var api = demo.Output.Split('\n').Single(line => line.StartsWith("Serving on ", StringComparison.Ordinal)).Split(' ')[2];

        var topology = await CliRun.AskAsync(new Uri(api), "topology");
        Assert.Equal((ExitCodes.Ok, Servers + 1), (topology.ExitCode, topology.Output.TrimEnd('\n').Split('\n').Length));
        Assert.True(demo.Processes.Count > Servers);
        demo.Signal("INT");

        var run = await demo.WaitForExitAsync();
        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        await demo.WaitUntilGoneAsync();
    }

    [Fact]
    public async Task Ended_in_the_middle_it_stops_everything_and_says_so_with_its_exit_code()
    {
        await using var demo = new DemoProcess("--once", "--listen", "127.0.0.1:0");
        await demo.UntilAsync("has servers", () => demo is { Processes.Count: > Servers, ServerFolders.Count: > 0 });
        demo.Signal("TERM");

        var run = await demo.WaitForExitAsync();
        Assert.Equal((ExitCodes.Interrupted, ""), (run.ExitCode, run.Error));
        await demo.WaitUntilGoneAsync();
    }

    [Fact]
    public async Task Nothing_outlives_it_when_it_is_killed()
    {
        await using var demo = new DemoProcess("--listen", "127.0.0.1:0");
        await demo.WaitForAsync("A client writes");
        Assert.True(demo is { Processes.Count: > Servers, ServerFolders.Count: > 0 });
        demo.Signal("KILL");

        await demo.WaitUntilGoneAsync();
    }
}
