using System.Diagnostics;
using Ham4Db.Cli;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>Commands of orchestrator's client script, by <c>ham4db -c</c>; and by the script itself, where there is one.</summary>
public sealed class OrchestratorClient(Fleet fleet)
{
    private readonly string? _script = Environment.GetEnvironmentVariable("HAM4DB_ORCHESTRATOR_CLIENT");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Api => $"http://{fleet.Options.ListenAddress}/api";

    /// <summary>A command prints these lines.</summary>
    public Task AssertAsync(string expected, string command, params string[] arguments) => CheckAsync(command, arguments, printed => Assert.Equal(expected, printed));

    /// <summary>A command prints these lines in any order.</summary>
    public Task AssertSameAsync(string[] expected, string command, params string[] arguments) =>
        CheckAsync(command, arguments, printed => Assert.Equal(expected.Order(StringComparer.Ordinal), printed.Split('\n').Order(StringComparer.Ordinal)));

    /// <summary>What a command prints has a part.</summary>
    public Task AssertPartAsync(string part, string command, params string[] arguments) => CheckAsync(command, arguments, printed => Assert.Contains(part, printed, StringComparison.Ordinal));

    /// <summary>A command fails and says why.</summary>
    public async Task AssertFailsAsync(string part, string command, params string[] arguments)
    {
        var (code, printed, error) = await RunAsync(command, arguments);
        Assert.True(code != 0, $"{command} succeeded: {printed}");
        Assert.Contains(part, error, StringComparison.OrdinalIgnoreCase);
    }

    private async Task CheckAsync(string command, string[] arguments, Action<string> check)
    {
        var (code, printed, error) = await RunAsync(command, arguments);
        Assert.True(code == 0, $"{command} {string.Join(' ', arguments)}: {printed}{error}\n{await fleet.DescribeAsync()}");
        check(printed);
    }

    private Task<(int Code, string Printed, string Error)> RunAsync(string command, string[] arguments) =>
        _script is null ? RunOwnAsync(command, arguments) : RunScriptAsync(_script, command, arguments);

    private async Task<(int Code, string Printed, string Error)> RunOwnAsync(string command, string[] arguments)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var environment = new CliEnvironment { Output = output, Error = error, Variable = name => name == "ORCHESTRATOR_API" ? Api : null };
        var code = await CommandLine.RunAsync(["-c", command, .. arguments], environment, Cancelled);
        return (code, output.ToString().Trim('\n'), error.ToString());
    }

    private async Task<(int Code, string Printed, string Error)> RunScriptAsync(string script, string command, string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [script, "-c", command, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ORCHESTRATOR_API"] = Api;
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync(Cancelled);
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        var (text, complaint) = ((await printed).Trim('\n'), await error);
        // The script pipes answers into functions that do not read them: whether it fails at that is a race within it.
        var isBrokenPipe = complaint.Length > 0 && complaint.TrimEnd('\n').Split('\n').All(line => line.EndsWith("echo: write error: Broken pipe", StringComparison.Ordinal));
        return isBrokenPipe ? (0, text, "") : (process.ExitCode, text, complaint);
    }
}
