using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Ham4Db.Topologies;

namespace Ham4Db.Bench;

/// <summary>The emulator of Azure Tables, in memory, which says each request that it answers: what is counted is what would be paid for.</summary>
internal sealed partial class CountedTables : IAsyncDisposable
{
    // The emulator goes when the shell's input ends: also if this process is killed and disposes nothing.
    private const string Script = "cd \"$1\"; shift; \"$@\" </dev/null & server=$!; cat >/dev/null; kill -9 $server";
    private const string Account = "ham4db";

    private static readonly string Folder = Path.GetFullPath("tests/storage/azurite");

    private readonly string _data = Directory.CreateTempSubdirectory("ham4db-cost-").FullName;
    private readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private readonly int _port = FreePorts.Choose();
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _shell;

    private CountedTables(string server)
    {
        _shell = new Process
        {
            StartInfo = new ProcessStartInfo("sh",
            [
                "-c", Script, "sh", _data, "node", server, "--tableHost", "127.0.0.1", "--tablePort", $"{_port}", "--skipApiVersionCheck", "--disableTelemetry", "--inMemoryPersistence",
            ])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{_key}" },
            },
        };
        _shell.OutputDataReceived += (_, said) => Read(said.Data);
        _shell.ErrorDataReceived += (_, said) => Complain(said.Data);
        _shell.Start();
        _shell.BeginOutputReadLine();
        _shell.BeginErrorReadLine();
    }

    public string ConnectionString => $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={_key};TableEndpoint=http://127.0.0.1:{_port}/{Account}";

    /// <summary>Requests since the start, by what they did with which table.</summary>
    public IReadOnlyDictionary<string, int> Requests => _requests.ToDictionary();

    public static async Task<CountedTables> StartAsync()
    {
        var server = Path.Combine(Folder, "node_modules/azurite/dist/src/table/main.js");
        if (!File.Exists(server))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = Folder, UseShellExecute = false })!;
            await npm.WaitForExitAsync();
            if (npm.ExitCode != 0) throw new InvalidOperationException($"The emulator could not be installed: npm ci failed in {Folder}.");
        }

        var tables = new CountedTables(server);
        try
        {
            await tables._started.Task.WaitAsync(TimeSpan.FromMinutes(1));
            return tables;
        }
        catch
        {
            await tables.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null) return;
        if (line.Contains("successfully started", StringComparison.Ordinal)) _started.TrySetResult();
        if (RequestPattern().Match(line) is { Success: true } request) _requests.AddOrUpdate(Kind(request.Groups["method"].Value, request.Groups["path"].Value), 1, (_, count) => count + 1);
    }

    private void Complain(string? line)
    {
        if (line?.Contains("unhandled error", StringComparison.Ordinal) == true) _started.TrySetException(new InvalidOperationException($"The emulator did not start: {line}"));
    }

    private static string Kind(string method, string path)
    {
        var table = new string([.. path.TakeWhile(char.IsLetterOrDigit)]);
        return (method, path) switch
        {
            (_, "$batch") => "write batches",
            ("GET", _) when path.Contains("PartitionKey=", StringComparison.Ordinal) => $"read rows of {table}",
            ("GET", _) => $"query {table}",
            (_, _) when table == "Tables" => "make tables",
            _ => $"write {table}",
        };
    }

    [GeneratedRegex("\"(?<method>GET|POST|PUT|PATCH|MERGE|DELETE) /ham4db/(?<path>[^ ?]+)[^\"]*HTTP", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RequestPattern();
}
