using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Ham4Db.Bench;

/// <summary>The service as users start it, in a process of its own.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartedWithin = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-scale-").FullName;
    private readonly TaskCompletionSource<Uri> _listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private ServiceProcess(Dictionary<string, object> options)
    {
        options["ListenAddress"] = "127.0.0.1:0";
        options["DataFolder"] = Path.Combine(_folder, "data");
        var file = Path.Combine(_folder, "ham4db.conf.json");
        File.WriteAllText(file, JsonSerializer.Serialize(options));
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "ham4db.dll"), "up", "--config", file];
        _process = new Process { StartInfo = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        _process.OutputDataReceived += (_, said) => Read(said.Data);
        _process.ErrorDataReceived += (_, said) => Read(said.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static async Task<ServiceProcess> StartAsync(Dictionary<string, object> options)
    {
        var service = new ServiceProcess(options);
        service._http.BaseAddress = await service._listens.Task.WaitAsync(StartedWithin);
        return service;
    }

    public async Task<MetricsPage> ReadMetricsAsync() => new(await _http.GetStringAsync("/metrics"));

    /// <summary>Turns of orchestrations and entities that it has kept.</summary>
    public long CountDurableOperations()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "data", "runtime.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM history) + (SELECT count(*) FROM entities)";
        return (long)command.ExecuteScalar()!;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Read(string? line)
    {
        if (line is not null && AddressPattern().Match(line) is { Success: true } address) _listens.TrySetResult(new Uri(address.Value));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AddressPattern();
}
