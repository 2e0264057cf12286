namespace Ham4Db.Infra.Tests;

public sealed class CompileTests(Compiled compiled)
{
    // A version of a resource's API that the compiler does not know is a warning too.
    [Fact]
    public void It_compiles_without_a_remark() => Assert.Equal("", compiled.Remarks);

    [Fact]
    public async Task It_is_linted_without_a_remark()
    {
        var run = await Bicep.RunAsync("lint", Repository.Path("infra", "main.bicep"));
        Assert.Equal((0, "", ""), (run.Code, run.Output, run.Errors));
    }

    [Fact]
    public async Task It_is_formatted()
    {
        using var folder = new TemporaryFolder();
        var files = Directory.GetFiles(Repository.Path("infra"), "*.bicep*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Path("infra"), file)).Where(file => file != "bicepconfig.json").ToList();
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.Path, file))!);
            File.Copy(Repository.Path("infra", file), Path.Combine(folder.Path, file));
        }

        foreach (var kind in new[] { "bicep", "bicepparam" })
            Assert.Equal(0, (await Bicep.RunAsync("format", "--pattern", Path.Combine(folder.Path, "**", $"*.{kind}"))).Code);

        Assert.Contains(Path.Combine("modules", "app.bicep"), files);
        Assert.Equal([], files.Where(file => File.ReadAllText(Repository.Path("infra", file)) != File.ReadAllText(Path.Combine(folder.Path, file))));
    }

    [Theory]
    [InlineData("small")]
    [InlineData("standard")]
    [InlineData("highlyavailable")]
    public void A_size_sets_every_parameter_that_has_no_default(string size)
    {
        var needed = compiled.Template["parameters"]!.AsObject().Where(parameter => parameter.Value!["defaultValue"] is null).Select(parameter => parameter.Key);
        Assert.Equal([], needed.Except(compiled.Given(size)));
    }

    [Fact]
    public async Task Variables_that_are_missing_are_named()
    {
        string[] needed = ["HAM4DB_ENTRA_CLIENT_ID", "HAM4DB_SEEDS", "HAM4DB_ALLOWED_HOSTS"];
        var environment = Bicep.Installation.ToDictionary(pair => pair.Key, pair => needed.Contains(pair.Key) ? null : pair.Value);
        var run = await Bicep.RunAsync(environment, "build-params", Repository.Path("infra", "parameters", "small.bicepparam"), "--stdout");
        Assert.NotEqual(0, run.Code);
        Assert.All(needed, variable => Assert.Contains($"\"{variable}\" does not exist", run.Errors, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_size_of_ones_own_is_checked()
    {
        using var folder = new TemporaryFolder();
        string[] lines =
        [
            $"using '{folder.Relative("infra", "main.bicep")}'",
            $"extends '{folder.Relative("infra", "parameters", "common.bicepparam")}'",
            "param instanceMemoryMB = 1000",
            "param alwaysReady = { probe: 0, durable: 1, http: 1 }",
            "param zoneRedundant = 'yes'",
            "param storageSku = 'Premium_LRS'",
            "param schedulerCapacity = 4",
            "param nonsense = 1",
        ];
        var file = Path.Combine(folder.Path, "own.bicepparam");
        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);

        var run = await Bicep.RunAsync("build-params", file, "--stdout");

        Assert.NotEqual(0, run.Code);
        // One remark at least for each line that is wrong, and one for what is missing: schedulerSku and public.
        for (var line = 3; line <= lines.Length; line++) Assert.Contains($"own.bicepparam({line},", run.Errors, StringComparison.Ordinal);
        Assert.Contains("\"public\", \"schedulerSku\"", run.Errors, StringComparison.Ordinal);
    }
}
