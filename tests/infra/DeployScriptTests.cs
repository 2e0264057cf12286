namespace Ham4Db.Infra.Tests;

public sealed class DeployScriptTests
{
    public static TheoryData<string> Scripts { get; } = [.. Directory.GetFiles(Repository.Path("infra"), "*.sh").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task They_are_well_formed_and_say_how_they_are_used(string script)
    {
        Assert.Equal((0, ""), await Said("bash", ["-n", Repository.Path("infra", script)]));
        var (code, errors) = await Said(Repository.Path("infra", script), []);
        Assert.Equal(2, code);
        Assert.Contains($"usage: infra/{script}", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--group is missing", "--size", "small")]
    [InlineData("--size is missing", "--group", "g")]
    [InlineData("neither small, standard or highlyavailable", "--group", "g", "--size", "huge")]
    [InlineData("neither small, standard or highlyavailable", "--group", "g", "--size", "common")]
    [InlineData("neither small, standard or highlyavailable", "--group", "g", "--size", "/nowhere/own.bicepparam")]
    [InlineData("--size needs a value", "--group", "g", "--size")]
    [InlineData("'--force' is not understood", "--group", "g", "--size", "small", "--force")]
    [InlineData("is not a file", "--group", "g", "--size", "small", "--package", "/nowhere/app.zip")]
    [InlineData("exclude each other", "--group", "g", "--size", "small", "--package-only", "--infrastructure-only")]
    public async Task What_is_wrong_is_named(string expected, params string[] arguments)
    {
        var (code, errors) = await Said(Repository.Path("infra", "deploy.sh"), arguments);
        Assert.Equal(2, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variables_that_are_missing_are_named_together()
    {
        var environment = new Dictionary<string, string?>(Bicep.Installation) { ["HAM4DB_SEEDS"] = "", ["HAM4DB_ENTRA_CLIENT_ID"] = null };
        var run = await ProgramRun.OfAsync(Repository.Path("infra", "deploy.sh"), ["--group", "g", "--size", "small"], environment);
        Assert.Equal(2, run.Code);
        Assert.Contains("not set in the environment: HAM4DB_ENTRA_CLIENT_ID HAM4DB_SEEDS;", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_tools_it_says_which_one_is_missing()
    {
        using var folder = new TemporaryFolder();
        foreach (var tool in new[] { "bash", "dirname", "realpath" })
            File.CreateSymbolicLink(Path.Combine(folder.Path, tool), $"/usr/bin/{tool}");
        var environment = new Dictionary<string, string?>(Bicep.Installation) { ["PATH"] = folder.Path };
        var run = await ProgramRun.OfAsync("/bin/bash", [Repository.Path("infra", "deploy.sh"), "--group", "g", "--size", "small"], environment);
        Assert.Equal(3, run.Code);
        Assert.Contains("'az' is not in PATH", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_shows_each_command_in_its_order_and_no_password()
    {
        var run = await ProgramRun.OfAsync(Repository.Path("infra", "deploy.sh"), ["--group", "my group", "--size", "standard", "--location", "westeurope", "--dry-run"], Bicep.Installation);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        string[] steps = ["az provider register --namespace Microsoft.DurableTask", "az group create", "az deployment group create", "infra/package.sh", "az functionapp deployment source config-zip", "health/ready"];
        var places = steps.Select(step => run.Output.IndexOf(step, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.Contains("--resource-group my\\ group", run.Output, StringComparison.Ordinal);
        Assert.Contains("--parameters infra/parameters/standard.bicepparam", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("planted-topology-password", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_look_ahead_changes_nothing()
    {
        var run = await ProgramRun.OfAsync(Repository.Path("infra", "deploy.sh"), ["--group", "g", "--size", "small", "--what-if", "--dry-run"], Bicep.Installation);
        Assert.Contains("what-if", run.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("group create|config-zip|package.sh", run.Output);
    }

    private static async Task<(int Code, string Errors)> Said(string program, string[] arguments)
    {
        var run = await ProgramRun.OfAsync(program, arguments);
        return (run.Code, run.Errors);
    }
}
