using System.Net;
using System.Net.Sockets;
using Ham4Db.Cli.Tests.Support;

namespace Ham4Db.Cli.Tests;

/// <summary>The service on the real runtime, with no database server.</summary>
public sealed class UpTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-cli-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_says_where_it_serves_and_where_its_data_is_answers_and_ends_with_0_when_it_is_told_to()
    {
        await using var service = await Service.StartAsync(_folder);

        Assert.Contains($"keeps its data in {_folder}", service.FirstLine, StringComparison.Ordinal);
        var clusters = await CliRun.AskAsync(service.Address, "clusters", "--json");
        Assert.Equal((0, "[]\n"), (clusters.ExitCode, clusters.Output));

        var run = await service.StopAsync();
        Assert.Equal(0, run.ExitCode);
        Assert.All(run.Error.TrimEnd('\n').Split('\n'), line => Assert.Matches(@"^\d{4}-\d\d-\d\dT[\d:.]+Z info  ", line));
    }

    [Theory]
    [InlineData("topology nosuch", ExitCodes.NotFound, "nosuch")]
    [InlineData("plan nosuch", ExitCodes.NotFound, "nosuch")]
    [InlineData("takeover nosuch", ExitCodes.NotFound, "nosuch")]
    [InlineData("analysis nosuch", ExitCodes.NotFound, "nosuch")]
    [InlineData("recover 127.0.0.1:1", ExitCodes.NotFound, "127.0.0.1:1")]
    [InlineData("forget 127.0.0.1:1", ExitCodes.NotFound, "127.0.0.1:1")]
    [InlineData("downtime begin 127.0.0.1:1 --reason x", ExitCodes.NotFound, "127.0.0.1:1")]
    [InlineData("recoveries 0123456789abcdef0123456789abcdef", ExitCodes.NotFound, "0123456789abcdef0123456789abcdef")]
    [InlineData("ack 0123456789abcdef0123456789abcdef --comment x", ExitCodes.NotFound, "0123456789abcdef0123456789abcdef")]
    [InlineData("discover 127.0.0.1:1", ExitCodes.Failed, "127.0.0.1:1")]
    public async Task What_is_not_there_is_one_sentence_and_the_right_code(string line, int code, string words)
    {
        await using var service = await Service.StartAsync(_folder);

        var run = await CliRun.AskAsync(service.Address, line.Split(' '));

        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task The_global_switch_is_kept_over_a_restart()
    {
        await using (var service = await Service.StartAsync(_folder))
            Assert.Equal(0, (await CliRun.AskAsync(service.Address, "recoveries", "disable")).ExitCode);

        await using var again = await Service.StartAsync(_folder);
        Assert.Equal("Automatic recoveries are disabled.\n", (await CliRun.AskAsync(again.Address, "recoveries", "status")).Output);
    }

    [Fact]
    public async Task A_second_one_on_the_same_data_folder_is_refused()
    {
        await using var service = await Service.StartAsync(_folder);

        var run = await CliRun.OfAsync(["up", "--data", _folder, "--listen", "127.0.0.1:0"]);

        Assert.Equal(ExitCodes.AlreadyRunning, run.ExitCode);
        AssertSentence(run, "in use by another process");
    }

    [Fact]
    public async Task A_port_in_use_is_told()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var run = await CliRun.OfAsync(["up", "--data", _folder, "--listen", $"127.0.0.1:{port}"]);

        Assert.Equal(ExitCodes.Listen, run.ExitCode);
        AssertSentence(run, $"127.0.0.1:{port}");
        AssertSentence(run, "--listen");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_told()
    {
        var file = Path.Combine(_folder, "a-file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var run = await CliRun.OfAsync(["up", "--data", Path.Combine(file, "below"), "--listen", "127.0.0.1:0"]);

        Assert.Equal(ExitCodes.DataFolder, run.ExitCode);
        AssertSentence(run, file);
    }

    [Theory]
    [InlineData("{ \"InstancePollSeconds\": \"often\" }", "InstancePollSeconds")]
    [InlineData("{ \"InstancePollSeconds\": ", "ham4db.conf.json")]
    public async Task A_malformed_configuration_is_told(string text, string words)
    {
        var file = Path.Combine(_folder, "ham4db.conf.json");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var run = await CliRun.OfAsync(["up", "--config", file, "--data", _folder, "--listen", "127.0.0.1:0"]);

        Assert.Equal(ExitCodes.Configuration, run.ExitCode);
        AssertSentence(run, words);
    }

    [Fact]
    public async Task A_configuration_file_that_is_not_there_is_told()
    {
        var run = await CliRun.OfAsync(["up", "--config", Path.Combine(_folder, "none.json"), "--data", _folder]);

        Assert.Equal(ExitCodes.Configuration, run.ExitCode);
        AssertSentence(run, "none.json");
    }

    [Fact]
    public async Task Remarks_about_the_configuration_go_to_standard_error_and_it_serves()
    {
        var file = Path.Combine(_folder, "ham4db.conf.json");
        await File.WriteAllTextAsync(file, "{ \"InstancePolSeconds\": 3 }", TestContext.Current.CancellationToken);

        await using var service = await Service.StartAsync(_folder, "--config", file);
        var run = await service.StopAsync();

        Assert.Contains("Warning: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("InstancePollSeconds", run.Error, StringComparison.Ordinal);
    }

    private static void AssertSentence(CliRun run, string words)
    {
        Assert.Equal("", run.Output);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(" error ", run.Error, StringComparison.Ordinal);
    }
}
