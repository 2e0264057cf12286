using System.Diagnostics;
using System.Text.Json;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>Commands of orchestrator's client script, made as the script makes them; and by the script itself, where there is one.</summary>
public sealed class OrchestratorClient(Fleet fleet) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://{fleet.Options.ListenAddress}/api/"), Timeout = TimeSpan.FromMinutes(2) };
    private readonly string? _script = Environment.GetEnvironmentVariable("HAM4DB_ORCHESTRATOR_CLIENT");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

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
        var (code, _, error) = await RunAsync(command, arguments);
        Assert.True(code != 0, $"{command} succeeded");
        Assert.Contains(part, error, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _http.Dispose();

    private async Task CheckAsync(string command, string[] arguments, Action<string> check)
    {
        var (code, printed, error) = await RunAsync(command, arguments);
        Assert.True(code == 0, $"{command} {string.Join(' ', arguments)}: {printed}{error}\n{await fleet.DescribeAsync()}");
        check(printed);
    }

    private Task<(int Code, string Printed, string Error)> RunAsync(string command, string[] arguments) =>
        _script is null ? AskAsync(OrchestratorCommand.Parse(command, arguments)) : RunScriptAsync(_script, command, arguments);

    private async Task<(int Code, string Printed, string Error)> AskAsync(OrchestratorCommand command)
    {
        using var response = await _http.GetAsync(command.Path, Cancelled);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled)).RootElement;
        var result = answer;
        if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("Code", out var code))
        {
            if (code.GetString() == "ERROR") return (1, "", answer.GetProperty("Message").GetString()!);
            result = answer.GetProperty("Details");
        }

        return (0, string.Join('\n', command.Print(result, answer)), "");
    }

    private async Task<(int Code, string Printed, string Error)> RunScriptAsync(string script, string command, string[] arguments)
    {
        var start = new ProcessStartInfo("bash", [script, "-c", command, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ORCHESTRATOR_API"] = $"http://{fleet.Options.ListenAddress}/api";
        using var process = Process.Start(start)!;
        var printed = process.StandardOutput.ReadToEndAsync(Cancelled);
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, (await printed).Trim('\n'), await error);
    }
}
