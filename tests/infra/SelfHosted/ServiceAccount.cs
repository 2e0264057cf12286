using System.Diagnostics;
using System.Net;
using Ham4Db.Topologies;

namespace Ham4Db.Infra.Tests.SelfHosted;

/// <summary>An account without rights, its empty folder, and the processes that it runs there; all are gone afterwards. Without root it is the account of the tests.</summary>
internal sealed class ServiceAccount : IAsyncDisposable
{
    private const string Nobody = "65534";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly List<Process> _processes = [];
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly TemporaryFolder _folder = new();

    private ServiceAccount()
    {
    }

    public string Folder => _folder.Path;

    public static async Task<ServiceAccount> CreateAsync()
    {
        var account = new ServiceAccount();
        if (!Environment.IsPrivilegedProcess) return account;
        var run = await ProgramRun.OfAsync("chown", [$"{Nobody}:{Nobody}", account.Folder]);
        Assert.True(run.Code == 0, run.Errors);
        return account;
    }

    /// <summary>Runs a program of this account to its end. It sees nothing of the tests' environment, and so no .NET.</summary>
    public Task<ProgramRun> RunAsync(string program, params string[] arguments)
    {
        var all = Command(program, arguments);
        return ProgramRun.OfAsync(all[0], all[1..]);
    }

    /// <summary>Starts the service and waits until it is ready.</summary>
    /// <param name="program">The program.</param>
    /// <param name="configuration">Its configuration file.</param>
    /// <param name="data">Its data folder, in this account's folder.</param>
    /// <returns>The process, and where the service answers.</returns>
    public async Task<(Process Process, Uri Address)> StartAsync(string program, string configuration, string data)
    {
        var address = new Uri($"http://127.0.0.1:{FreePorts.Choose()}/");
        var all = Command(program, ["up", "--config", configuration, "--data", Path.Combine(Folder, data), "--listen", address.Authority]);
        var process = Process.Start(new ProcessStartInfo(all[0], all[1..]) { UseShellExecute = false, WorkingDirectory = Folder })!;
        _processes.Add(process);
        var watch = Stopwatch.StartNew();
        while (!await IsReadyAsync(address))
        {
            Assert.False(process.HasExited, "It ended before it was ready.");
            Assert.True(watch.Elapsed < Limit, "It was not ready in time.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        return (process, address);
    }

    /// <summary>What the service answers, whatever the status.</summary>
    public async Task<string> AskAsync(Uri address, string path)
    {
        using var answer = await _client.GetAsync(new Uri(address, path), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Tells a process to stop, and waits until it has.</summary>
    public static async Task<int> StopAsync(Process process)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -TERM {process.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Limit, TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _client.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> IsReadyAsync(Uri address)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(address, "health/ready"), TestContext.Current.CancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string[] Command(string program, string[] arguments)
    {
        string[] bare = ["env", "-i", "-C", Folder, "PATH=/usr/bin:/bin", $"DOTNET_BUNDLE_EXTRACT_BASE_DIR={Path.Combine(Folder, "cache")}", program, .. arguments];
        return Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--no-new-privs", .. bare] : bare;
    }
}
