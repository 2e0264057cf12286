using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Ham4Db.Topologies;

namespace Ham4Db.Storage.Tests;

/// <summary>The Azure Tables emulator, on a free loopback port with an account of its own.</summary>
public sealed class AzuriteServer : IAsyncLifetime
{
    // The emulator goes when the shell's input ends: also if this process is killed and disposes nothing.
    private const string Script = "\"$@\" </dev/null & server=$!; exec >/dev/null 2>&1; cat; kill -9 $server";
    private const string Account = "ham4db";

    private readonly TempFolder folder = new();
    private readonly string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(64));
    private Process? shell;
    private int port;

    public string ConnectionString => Connection(key);

    public string ConnectionStringWithWrongKey => Connection(Convert.ToBase64String(new byte[64]));

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await AzuriteInstall.EnsureAsync(limit.Token);
        // Between choosing a port and taking it somebody else may have it.
        var log = new StringBuilder();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            if (await StartAsync(log, limit.Token))
                return;
            await StopAsync();
        }

        Assert.Fail($"Azurite did not start:\n{log}");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    private string Connection(string accountKey) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={accountKey};TableEndpoint=http://127.0.0.1:{port}/{Account}";

    private async Task<bool> StartAsync(StringBuilder log, CancellationToken ct)
    {
        port = FreePorts.Choose();
        var start = new ProcessStartInfo("sh",
        [
            "-c", Script, "sh", "node", AzuriteInstall.TableServer, "--tableHost", "127.0.0.1", "--tablePort", $"{port}",
            "--location", folder.Path, "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["AZURITE_ACCOUNTS"] = $"{Account}:{key}" },
        };
        shell = Process.Start(start)!;
        while (await shell.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            log.AppendLine(line);
            if (line.Contains("successfully started", StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private async Task StopAsync()
    {
        if (shell is null)
            return;
        shell.StandardInput.Close();
        await shell.WaitForExitAsync();
        shell.Dispose();
        shell = null;
    }
}
