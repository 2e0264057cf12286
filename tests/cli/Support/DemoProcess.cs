using System.Diagnostics;
using System.Text;

namespace Ham4Db.Cli.Tests.Support;

/// <summary><c>ham4db demo</c> in a process of its own, and all that it starts: told from others by a mark in their environment.</summary>
public sealed class DemoProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly string _mark = "ham4db-mark-" + Guid.NewGuid().ToString("N");
    private readonly string _temp = Directory.CreateTempSubdirectory("ham4db-cli-test-").FullName;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly HashSet<string> _folders = [];
    private readonly Task _reading;

    public DemoProcess(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ham4db.dll"), "demo", .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HAM4DB_TEST_MARK"] = _mark;
        start.Environment["TMPDIR"] = _temp;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, _output), ReadAsync(_process.StandardError, _error));
    }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Folders of its database servers, of those that were seen among its processes, that are still there.</summary>
    public IReadOnlyList<string> ServerFolders => [.. _folders.Where(Directory.Exists)];

    /// <summary>Ids of the processes that are left of it, itself included.</summary>
    public IReadOnlyList<int> Processes
    {
        get
        {
            var found = new List<int>();
            foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(Path.GetFileName(path), out _)))
            {
                try
                {
                    if (!File.ReadAllText(Path.Combine(folder, "environ")).Contains(_mark, StringComparison.Ordinal)) continue;
                    found.Add(int.Parse(Path.GetFileName(folder)));
                    var file = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0').FirstOrDefault(arg => arg.StartsWith("--defaults-file=", StringComparison.Ordinal));
                    if (file is not null) _folders.Add(Path.GetDirectoryName(Path.GetDirectoryName(file["--defaults-file=".Length..]))!);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // It ended while it was looked at.
                }
            }

            return found;
        }
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{name} {_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has printed something.</summary>
    public Task WaitForAsync(string words) => UntilAsync($"prints '{words}'", () => Output.Contains(words, StringComparison.Ordinal));

    public async Task<CliRun> WaitForExitAsync()
    {
        await UntilAsync("ends", () => _process.HasExited);
        await _reading;
        return new CliRun(_process.ExitCode, Output, _error.ToString());
    }

    /// <summary>Waits until nothing of it is left: no process, no folder of a server, nothing in its folder for temporary files.</summary>
    public Task WaitUntilGoneAsync() => UntilAsync(
        "leaves nothing behind", () => Processes.Count == 0 && ServerFolders.Count == 0 && !Directory.EnumerateFileSystemEntries(_temp).Any(IsOurs));

    public async Task UntilAsync(string what, Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            if (watch.Elapsed > Limit) throw new TimeoutException($"Not in time: it {what}.\nOutput:\n{Output}\nErrors:\n{_error}\nProcesses: {string.Join(", ", Processes)}");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        await UntilAsync("leaves no process behind", () => Processes.Count == 0);
        _process.Dispose();
        Directory.Delete(_temp, recursive: true);
    }

    // The runtime of .NET leaves its own there after SIGKILL.
    private static bool IsOurs(string path) => Path.GetFileName(path).StartsWith("ham4db-", StringComparison.Ordinal);

    private static async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (text) text.Append(line).Append('\n');
        }
    }
}
