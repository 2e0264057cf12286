using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>What operations on topologies post, and what they show.</summary>
public sealed class OperationTests
{
    private const string Path = "/api/v2/clusters/db3%3A3306/operations";

    [Fact]
    public async Task An_operation_is_posted_once_and_its_steps_are_shown()
    {
        await using var api = await FakeApi.StartAsync(Path, Record("succeeded", ""));

        var run = await CliRun.AskAsync(api.Address, "relocate-replicas", "db3", "--below", "db2", "--pattern", "db4");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal([Path], api.Asked);
        Assert.Equal("""{"kind":"relocate-replicas","instance":"db3:3306","below":"db2:3306","pattern":"db4"}""", Assert.Single(api.Bodies));
        Assert.Contains("Operation u1 of db1:3306: relocate-replicas db3:3306 below db2:3306, succeeded", run.Output, StringComparison.Ordinal);
        Assert.Contains("Point db4:3306 at db2:3306 by GTID.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Left out: db5:3306 cannot be reached.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_accepted_is_followed_until_it_has_ended()
    {
        await using var api = await FakeApi.StartAsync(Path, """{"uid":"u1","status":"accepted","isDone":false}""", 202);
        api.Add("/api/v2/operations/u1?wait=20", Record("succeeded", "").Replace("""{"operation":""", """{"uid":"u1","isDone":true,"operation":""", StringComparison.Ordinal));

        var run = await CliRun.AskAsync(api.Address, "relocate-replicas", "db3", "--below", "db2");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal([Path, "/api/v2/operations/u1?wait=20"], api.Asked);
        Assert.Contains("succeeded", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_accepted_and_not_begun_says_why()
    {
        await using var api = await FakeApi.StartAsync(Path, """{"uid":"u1","status":"accepted","isDone":false}""", 202);
        api.Add("/api/v2/operations/u1?wait=20", """{"uid":"u1","status":"refused","isDone":true,"operation":null,"recovery":null,"errors":["A recovery runs."]}""");

        var run = await CliRun.AskAsync(api.Address, "move-up", "db3");

        Assert.Equal((ExitCodes.Refused, "A recovery runs.\n"), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("failed")]
    [InlineData("partlySucceeded")]
    [InlineData("superseded")]
    public async Task One_that_was_not_done_whole_ends_with_1_and_says_why(string status)
    {
        await using var api = await FakeApi.StartAsync(Path, Record(status, "\"db4:3306 went away.\""));

        var run = await CliRun.AskAsync(api.Address, "take-siblings", "db3");

        Assert.Equal((1, "db4:3306 went away.\n"), (run.ExitCode, run.Error));
        Assert.Contains(status, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(422, 5)]
    [InlineData(409, 5)]
    [InlineData(404, 4)]
    public async Task One_that_is_refused_says_why(int status, int exitCode)
    {
        await using var api = await FakeApi.StartAsync(Path, $$"""{"type":"about:blank","title":"x","status":{{status}},"detail":"db3:3306 is no replica."}""", status);

        var run = await CliRun.AskAsync(api.Address, "move-up", "db3");

        Assert.Equal((exitCode, "db3:3306 is no replica.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_dry_run_shows_steps_notes_and_refusals()
    {
        const string Plan = """
            {"refusals":["db3:3306 is no replica."],"warnings":["db4:3306 is started."],"leftOut":[],
             "steps":[{"stage":2,"action":"x","target":{"host":"db4","port":3306},"description":"Point db4:3306 at db2:3306."}]}
            """;
        await using var api = await FakeApi.StartAsync(Path + "/plan?kind=move-up&instance=db3%3A3306", Plan);

        var run = await CliRun.AskAsync(api.Address, "move-up", "db3", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        foreach (var part in new[] { "Refused: db3:3306 is no replica.", "Note: db4:3306 is started.", "Point db4:3306 at db2:3306." })
            Assert.Contains(part, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relocate db3", "Option '--below' is required.")]
    [InlineData("relocate db3 --below db2:0", "'db2:0' is not an instance's address")]
    [InlineData("move-up db3 --below db2", "Unrecognized command or argument '--below'")]
    public async Task What_makes_no_sense_is_said_before_anything_is_asked(string line, string error)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
    }

    private static string Record(string status, string errors) => $$"""
        {"operation":{"uid":"u1","clusterName":"db1:3306","actor":"me","startedAt":"2026-05-04T12:00:00Z","status":"{{status}}","done":[],"errors":[{{errors}}],
         "request":{"kind":"relocate-replicas","instance":{"host":"db3","port":3306},"target":{"host":"db2","port":3306} },
         "plan":{"leftOut":[{"instance":{"host":"db5","port":3306},"isChosen":false,"isEligible":false,"reason":"db5:3306 cannot be reached."}]} },
         "durationMilliseconds":12.5,
         "steps":[{"step":"repoint-gtid","target":{"host":"db4","port":3306},"message":"Point db4:3306 at db2:3306 by GTID.","startedAt":"2026-05-04T12:00:00Z","error":""}]}
        """;
}
