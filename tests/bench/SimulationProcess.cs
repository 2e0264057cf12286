using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Ham4Db.Simulation;

namespace Ham4Db.Bench;

/// <summary>A simulated fleet in a process of its own.</summary>
internal sealed class SimulationProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly BlockingCollection<string> _lines = [];
    private readonly Task _reading;

    private SimulationProcess(Process process)
    {
        _process = process;
        _reading = Task.Run(ReadAsync);
    }

    public int Port { get; private set; }

    /// <summary>The last server of each cluster.</summary>
    public IReadOnlyList<string> Seeds { get; private set; } = [];

    public static async Task<SimulationProcess> StartAsync(int instances, int clusterSize, int writesPerSecond)
    {
        string[] arguments = [typeof(SimulatedFleet).Assembly.Location, $"{instances}", $"{clusterSize}", "0", $"{writesPerSecond}"];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var fleet = new SimulationProcess(process);
        fleet.Port = int.Parse((await fleet.WaitAsync("listens", TimeSpan.FromSeconds(30))).Words[2], CultureInfo.InvariantCulture);
        fleet._process.StandardInput.WriteLine("seeds");
        fleet.Seeds = (await fleet.WaitAsync("seeds", TimeSpan.FromSeconds(30))).Words[2].Split(',');
        return fleet;
    }

    /// <summary>Kills the primary of the cluster whose last server this is.</summary>
    /// <returns>How long it took until another server of the cluster was told to take writes.</returns>
    public async Task<TimeSpan> KillPrimaryAsync(string seed, int clusterSize, TimeSpan limit)
    {
        var bytes = seed.Split('.').Select(int.Parse).ToArray();
        var number = (((bytes[1] - 1) << 16) | (bytes[2] << 8) | bytes[3]) - (clusterSize - 1);
        _process.StandardInput.WriteLine($"kill 127.{1 + (number >> 16)}.{(number >> 8) & 255}.{number & 255}");
        var died = await WaitAsync("inflicts", limit);
        var promoted = await WaitAsync("promoted", limit);
        return promoted.At - died.At;
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        _lines.Dispose();
    }

    // A line is the time in milliseconds, what happened, and more about it.
    private async Task<(TimeSpan At, string[] Words)> WaitAsync(string what, TimeSpan limit)
    {
        var words = await Task.Run(() =>
        {
            while (_lines.TryTake(out var line, limit))
                if (line.Split(' ') is [_, var happened, ..] all && happened == what) return all;
            throw new TimeoutException($"Within {limit.TotalSeconds} s this did not happen: {what}.");
        });
        return (TimeSpan.FromMilliseconds(double.Parse(words[0], CultureInfo.InvariantCulture)), words);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line) _lines.Add(line);
        _lines.CompleteAdding();
    }
}
