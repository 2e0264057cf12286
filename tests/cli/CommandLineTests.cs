using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("", "Required command")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("discover", "Required argument")]
    [InlineData("discover db1:port", "'db1:port' is not an instance's address")]
    [InlineData("discover db1:65536", "a port from 1 to 65535")]
    [InlineData("recover db1 --candidate db2:0", "'db2:0' is not an instance's address")]
    [InlineData("clusters --api ftp://somewhere", "'ftp://somewhere' is not the address of an API")]
    [InlineData("clusters --nonsense", "--nonsense")]
    [InlineData("plan shop --failed db1 --takeover db2", "Give one of --failed and --takeover.")]
    [InlineData("ack shop", "--comment")]
    [InlineData("downtime begin db1 --reason x --for 10", "'10' is not a duration")]
    [InlineData("downtime begin db1 --reason x --for xm", "'xm' is not a duration")]
    [InlineData("topology --at 2026-11-25", "--at needs a cluster.")]
    [InlineData("maintenance begin db1", "--reason")]
    [InlineData("maintenance end db1:x", "'db1:x' is neither an instance's address nor a number.")]
    [InlineData("candidates register db1 must", "must")]
    [InlineData("audit db1:0", "'db1:0' is not an instance's address")]
    [InlineData("audit --page -1", "-1")]
    [InlineData("pool", "Required command")]
    [InlineData("up --listen nowhere", "'nowhere' is not an address to listen on")]
    [InlineData("demo --engine oracle", "oracle")]
    [InlineData("demo --fault fire", "fire")]
    public async Task A_command_line_that_makes_no_sense_is_explained_and_ends_with_2(string line, string words)
    {
        var run = await CliRun.OfAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((ExitCodes.Usage, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("plan --help")]
    [InlineData("downtime begin --help")]
    public async Task Help_lists_the_exit_codes(string line)
    {
        var run = await CliRun.OfAsync(line.Split(' '));

        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
        foreach (var code in typeof(ExitCodes).GetFields().Where(field => field.FieldType == typeof(int)).Select(field => (int)field.GetValue(null)!))
            Assert.Matches($@"\n +{code}  \w", run.Output);
    }

    [Fact]
    public async Task An_api_address_in_the_environment_that_is_none_is_named()
    {
        var run = await CliRun.OfAsync(["clusters"], variables: new Dictionary<string, string> { ["HAM4DB_API"] = "not an address" });

        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.StartsWith("HAM4DB_API: 'not an address'", run.Error, StringComparison.Ordinal);
    }
}
