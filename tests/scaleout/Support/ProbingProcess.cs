using System.Diagnostics;
using System.Text.Json;
using Ham4Db.Functions.Configuration;
using Ham4Db.ScaleOut.Tests.Hosting;

namespace Ham4Db.ScaleOut.Tests.Support;

/// <summary>A process that probes.</summary>
internal sealed class ProbingProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private ProbingProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>Its name in leases.</summary>
    public string Name => _ready.Task.Result;

    public static async Task<ProbingProcess> StartAsync(Ham4DbOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        var file = Path.Combine(options.DataFolder, "options.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(options));
        var started = new ProbingProcess(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ProbingHost.Argument, file])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
        try
        {
            await started._ready.Task.WaitAsync(TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            Assert.Fail($"A process did not start:\n{started}");
        }

        return started;
    }

    /// <summary>Kills it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Lets it end by itself.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, $"It ended with {_process.ExitCode}:\n{this}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        await _reading;
        _process.Dispose();
    }

    public override string ToString()
    {
        lock (_lock) return string.Join('\n', _lines.TakeLast(60));
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock) _lines.Add(line);
            if (line.StartsWith("ready ", StringComparison.Ordinal)) _ready.TrySetResult(line["ready ".Length..]);
        }
    }
}
