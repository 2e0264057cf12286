using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Ham4Db.Topologies;

namespace Ham4Db.Storage.Tests;

/// <summary>The emulator of Azure Storage, on free loopback ports with an account of its own: tables, and queues where they are asked for.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    // The emulator goes when the shell's input ends: also if this process is killed and disposes nothing.
    private const string Script = "\"$@\" </dev/null & server=$!; exec >/dev/null 2>&1; cat; kill -9 $server";
    private const string Tables = "table";
    private const string Queues = "queue";
    private const string Account = "ham4db";

    private readonly TempFolder folder = new();
    private readonly string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private readonly List<Process> shells = [];
    private readonly Dictionary<string, int> ports = [];

    /// <summary>Whether there are queues.</summary>
    public bool HasQueues { get; init; }

    public string ConnectionString => Connection(key);

    public string ConnectionStringWithWrongKey => Connection(Convert.ToBase64String(new byte[64]));

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await AzuriteInstall.EnsureAsync(limit.Token);
        await EnsureAsync(Tables, limit.Token);
        if (HasQueues)
            await EnsureAsync(Queues, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shell in shells)
            await StopAsync(shell);
        folder.Dispose();
    }

    private string Connection(string accountKey) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={accountKey};TableEndpoint={Address(Tables)}" + (HasQueues ? $";QueueEndpoint={Address(Queues)}" : "");

    private string Address(string service) => $"http://127.0.0.1:{ports[service]}/{Account}";

    private async Task EnsureAsync(string service, CancellationToken ct)
    {
        // Between choosing a port and taking it somebody else may have it.
        var log = new StringBuilder();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await StartAsync(service, log, ct))
                return;
        }

        Assert.Fail($"Azurite did not start:\n{log}");
    }

    private async Task<bool> StartAsync(string service, StringBuilder log, CancellationToken ct)
    {
        var port = FreePorts.Choose();
        var start = new ProcessStartInfo("sh",
        [
            "-c", Script, "sh", "node", AzuriteInstall.Server(service), $"--{service}Host", "127.0.0.1", $"--{service}Port", $"{port}",
            "--location", folder.Path, "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
        };
        var shell = Process.Start(start)!;
        while (await shell.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            log.AppendLine(line);
            if (!line.Contains("successfully ", StringComparison.Ordinal))
                continue;
            ports[service] = port;
            shells.Add(shell);
            return true;
        }

        await StopAsync(shell);
        return false;
    }

    private static async Task StopAsync(Process shell)
    {
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
    }
}
