using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>Commands by the names that orchestrator's clients have for them.</summary>
public sealed class OldNameTests
{
    [Theory]
    [InlineData("-c topology -i db1:3306", "/api/topology/db1%3A3306")]
    [InlineData("-command topology -alias shop", "/api/topology/shop")]
    [InlineData("--command=clusters", "/api/clusters-info")]
    [InlineData("-c which-replicas -i db1", "/api/instance-replicas/db1/3306")]
    [InlineData("-c which-replicas -i db1 -D 3307", "/api/instance-replicas/db1/3307")]
    [InlineData("-c relocate -i db1 -d db2:3307", "/api/relocate/db1/3306/db2/3307")]
    [InlineData("-c relocate-slaves -i db1 -d db2 -pattern rack1", "/api/relocate-replicas/db1/3306/db2/3306?pattern=rack1")]
    [InlineData("-c stop-slave -i [2001:db8::1]:3307", "/api/stop-replica/2001%3Adb8%3A%3A1/3307")]
    [InlineData("-c begin-downtime -i db1 -o me -r a/b", "/api/begin-downtime/db1/3306/me/a%2Fb/10m")]
    [InlineData("-c graceful-master-takeover-auto -a shop -d db2", "/api/graceful-master-takeover-auto/shop/db2/3306")]
    [InlineData("-c api -P clusters-info", "/api/clusters-info")]
    [InlineData("-c tag-value -i db1 -t role -quiet -config /etc/old.json", "/api/tag-value/db1/3306?tag=role")]
    public async Task Ask_what_the_script_asks(string args, string path)
    {
        await using var api = await FakeApi.StartAsync(path, """{"Code":"OK","Message":"","Details":null}""");
        var run = await CliRun.OfAsync(args.Split(' '), variables: new Dictionary<string, string> { ["ORCHESTRATOR_API"] = $"{api.Address}api http://other:3000/api" });
        Assert.Equal(path, Assert.Single(api.Asked));
        Assert.Equal((ExitCodes.Ok, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("-c nonsense -i db1", "Unsupported command nonsense")]
    [InlineData("-c relocate -i db1", "'relocate' needs -d")]
    [InlineData("-c topology", "'topology' needs -i")]
    [InlineData("-c topology -i", "'-i' lacks its value")]
    [InlineData("-c topology --nosuch x", "'--nosuch' is not known")]
    [InlineData("-c topology db1", "'db1' belongs to no option")]
    [InlineData("-c discover -i db1:99999", "is not the address of an instance")]
    public async Task What_makes_no_sense_is_told(string args, string part)
    {
        var run = await CliRun.OfAsync(args.Split(' '));
        Assert.Equal(ExitCodes.Usage, run.ExitCode);
        Assert.Contains(part, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_are_listed()
    {
        var run = await CliRun.OfAsync(["-c", "help"]);
        var names = run.Output.Trim().Split('\n');
        Assert.Contains("topology-tabulated", names);
        Assert.Contains("force-master-takeover", names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal("http://db-manager:3000/api", (await CliRun.OfAsync(["-c", "which-api", "-U", "http://db-manager:3000"])).Output.Trim());
    }
}
