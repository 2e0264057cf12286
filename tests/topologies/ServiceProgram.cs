using System.Diagnostics;
using System.Net.Sockets;

namespace Ham4Db.Topologies;

/// <summary>A service that is no database of ours, such as Consul: fetched from Debian like a database server, and run on loopback for as long as a test needs it.</summary>
public sealed class ServiceProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];

    private ServiceProgram(Process process, string folder, int port)
    {
        (_process, _folder, Port) = (process, folder, port);
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where it answers, on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>etcd, of one member.</summary>
    public static Task<ServiceProgram> StartEtcdAsync(CancellationToken cancellationToken) => StartAsync(
        "etcd",
        "etcd-server",
        suite: null,
        "usr/bin/etcd",
        (folder, ports) =>
        [
            "--data-dir", folder, "--listen-client-urls", $"http://127.0.0.1:{ports[0]}", "--advertise-client-urls", $"http://127.0.0.1:{ports[0]}",
            "--listen-peer-urls", $"http://127.0.0.1:{ports[1]}", "--initial-advertise-peer-urls", $"http://127.0.0.1:{ports[1]}", "--initial-cluster", $"default=http://127.0.0.1:{ports[1]}",
        ],
        cancellationToken);

    /// <summary>Consul, one agent that keeps all in memory; the last Debian release that has it is 11.</summary>
    public static Task<ServiceProgram> StartConsulAsync(CancellationToken cancellationToken) => StartAsync(
        "consul",
        "consul",
        suite: "bullseye",
        "usr/bin/consul",
        (_, ports) =>
        [
            "agent", "-dev", "-bind", "127.0.0.1", "-client", "127.0.0.1", "-http-port", $"{ports[0]}", "-server-port", $"{ports[1]}",
            "-serf-lan-port", $"{ports[2]}", "-serf-wan-port", $"{ports[3]}", "-dns-port", "-1", "-grpc-port", "-1", "-datacenter", "dc1",
        ],
        cancellationToken);

    /// <summary>Stops it as a machine does that loses its power.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The end of what it said.</summary>
    public override string ToString()
    {
        lock (_lock) return string.Join('\n', _lines.TakeLast(20));
    }

    private static async Task<ServiceProgram> StartAsync(
        string name, string package, string? suite, string program, Func<string, int[], string[]> arguments, CancellationToken cancellationToken)
    {
        var root = Path.Combine(ServerBinaries.CacheFolder, name);
        if (!Directory.Exists(root))
        {
            Directory.CreateDirectory(ServerBinaries.CacheFolder);
            using var _ = await FileLock.TakeAsync(root + ".lock", cancellationToken);
            if (!Directory.Exists(root)) await DebianArchive.UnpackAsync(name, package, suite, root, progress: null, cancellationToken);
        }

        // Between the choice of a port and its use another program may take it: one that ends at once is started again elsewhere.
        for (var attempt = 1; ; attempt++)
        {
            var service = Launch(name, Path.Combine(root, program), arguments);
            try
            {
                await service.UntilItListensAsync(name, cancellationToken);
                return service;
            }
            catch (Exception exception)
            {
                var hasEnded = service._process.HasExited;
                await service.DisposeAsync();
                if (exception is not TopologyException || !hasEnded || attempt == 3) throw;
            }
        }
    }

    private static ServiceProgram Launch(string name, string path, Func<string, int[], string[]> arguments)
    {
        var folder = Directory.CreateTempSubdirectory($"ham4db-{name}-").FullName;
        var ports = Enumerable.Range(0, 4).Select(_ => FreePorts.Choose()).ToArray();
        var process = Process.Start(new ProcessStartInfo(path, arguments(folder, ports))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        }) ?? throw new TopologyException($"{name} could not be started.");
        return new ServiceProgram(process, folder, ports[0]);
    }

    private async Task UntilItListensAsync(string name, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            if (_process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(60)) throw new TopologyException($"{name} does not listen{(_process.HasExited ? $", it ended with code {_process.ExitCode}" : "")}.\n{this}");
            try
            {
                using var socket = new TcpClient();
                await socket.ConnectAsync("127.0.0.1", Port, cancellationToken);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_lock) _lines.Add(line);
    }
}
