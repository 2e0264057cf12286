using System.Diagnostics;
using System.Text.Json;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Durability.Tests.Support;

/// <summary>A manager in a process of its own.</summary>
public sealed class ManagerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly Task _reading;
    private bool _isDisposed;

    private ManagerProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    /// <summary>What it did and said so far.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock) return [.. _lines];
        }
    }

    /// <summary>The changes that it made so far, in order.</summary>
    public IReadOnlyList<string> Changes => [.. Lines.Where(l => l.StartsWith("change ", StringComparison.Ordinal)).Select(l => l["change ".Length..])];

    /// <summary>Where its API is; null until it is ready.</summary>
    public Uri? Address => Lines.FirstOrDefault(l => l.StartsWith("listens ", StringComparison.Ordinal)) is { } line ? new Uri(line["listens ".Length..]) : null;

    public bool IsRunning => !_isDisposed && !_process.HasExited;

    /// <summary>It ended by the kill -9 that it was told of, and did not break.</summary>
    public bool WasKilled => !_isDisposed && _process.HasExited && _process.ExitCode == 128 + 9;

    /// <summary>Starts it; it may not be ready yet.</summary>
    /// <param name="options">Its configuration.</param>
    /// <param name="killAt">Where it kills itself.</param>
    /// <param name="holdAt">Where it waits until <see cref="Go"/>.</param>
    public static ManagerProcess Start(Ham4DbOptions options, Boundary? killAt = null, IReadOnlyList<Boundary>? holdAt = null)
    {
        Directory.CreateDirectory(options.DataFolder);
        var file = Path.Combine(options.DataFolder, "options.json");
        File.WriteAllText(file, JsonSerializer.Serialize(options));
        var program = Path.Combine(AppContext.BaseDirectory, "ahead", Path.GetFileName(Environment.ProcessPath!));
        string[] orders = [.. killAt is null ? Array.Empty<string>() : [$"kill {killAt}"], .. (holdAt ?? []).Select(boundary => $"hold {boundary}")];
        var start = new ProcessStartInfo(program, [ManagerHost.Argument, file, .. orders])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // It lives for seconds: what is compiled ahead is not compiled a second time for being called often.
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        return new ManagerProcess(Process.Start(start)!);
    }

    /// <summary>Lets it kill itself at a boundary of what is begun from now on.</summary>
    public async Task KillAtAsync(Boundary boundary)
    {
        await AnsweredAsync("settle", "settled");
        await ArmAsync("kill", boundary);
    }

    /// <summary>Makes it forget where it was to kill itself.</summary>
    public Task DisarmAsync() => ArmAsync("kill", new Boundary(IsBefore: true, Occurrence: 0, "nothing"));

    /// <summary>Lets it wait at a boundary until <see cref="Go"/>.</summary>
    public Task HoldAtAsync(Boundary boundary) => ArmAsync("hold", boundary);

    /// <summary>It has come to a boundary where it was to wait.</summary>
    public bool IsHeldAt(Boundary boundary) => Lines.Contains($"held {boundary}");

    public void Go(Boundary boundary) => Send($"go {boundary}");

    /// <summary>Tells it to recover a cluster.</summary>
    public void Recover(RecoveryRequest request)
    {
        lock (_lock) _lines.RemoveAll(l => l.StartsWith("outcome ", StringComparison.Ordinal));
        Send("recover " + FleetJson.Write(request));
    }

    /// <summary>Tells it to operate on a cluster.</summary>
    public void Operate(OperationOrder order) => Send("operate " + FleetJson.Write(order));

    /// <summary>The outcome of the recovery that it was told to make; null while it, or one before it, runs.</summary>
    public RecoveryOutcome? Outcome => Lines.LastOrDefault(l => l.StartsWith("outcome ", StringComparison.Ordinal)) is { } line
        ? FleetJson.Read<RecoveryOutcome>(line["outcome ".Length..])
        : null;

    /// <summary>Kills it now.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private Task ArmAsync(string action, Boundary boundary) => AnsweredAsync($"{action} {boundary}", "armed");

    private async Task AnsweredAsync(string order, string answer)
    {
        var before = Lines.Count(l => l == answer);
        Send(order);
        await Wait.ForAsync($"the manager is {answer}: {order}", () => Task.FromResult(Lines.Count(l => l == answer) > before), () => Task.FromResult(ToString()));
    }

    private void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_lock) _lines.Add(line);
        }
    }

    public override string ToString() => string.Join('\n', Lines.TakeLast(80));
}
