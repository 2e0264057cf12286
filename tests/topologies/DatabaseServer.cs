using System.Data.Common;
using System.Diagnostics;
using MySqlConnector;

namespace Ham4Db.Topologies;

/// <summary>One real server of a topology, with the faults that can be done to it and root's access to it.</summary>
public sealed class DatabaseServer : IDatabaseServer
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly ServerInstallation _installation;
    private readonly Func<int, string> _configuration;
    private readonly string? _namespace;
    private readonly string _folder;
    private Process? _process;

    internal DatabaseServer(ServerInstallation installation, int index, string folder, string host, int port, string? networkNamespace, Func<int, string> configuration)
    {
        _installation = installation;
        _configuration = configuration;
        _namespace = networkNamespace;
        _folder = folder;
        ServerNumber = index + 1;
        Host = host;
        Port = port;
    }

    /// <summary>Address that it listens on, and reports to its source.</summary>
    public string Host { get; }

    public int Port { get; private set; }

    /// <summary>Its process, also when that has ended.</summary>
    public int Pid { get; private set; }

    /// <summary>Its server_id: 1 for the primary, then in the order of the layout.</summary>
    public int ServerNumber { get; }

    public ServerFlavor Flavor => _installation.Flavor;

    public Version Version => _installation.Version;

    /// <summary>The process is there; it may be hung.</summary>
    public bool IsRunning => _process is { HasExited: false };

    public string ErrorLogPath => Path.Combine(_folder, "error.log");

    /// <summary>Unix socket that root logs in at without a password.</summary>
    public string SocketPath => Path.Combine(_folder, "sock");

    /// <inheritdoc/>
    bool IDatabaseServer.Listens => File.Exists(SocketPath);

    /// <summary>SIGKILL; returns when the process is gone.</summary>
    public void Kill()
    {
        if (_process is null)
            return;
        ServerLauncher.Signal(_process, ServerLauncher.SignalKill);
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP: connections are still accepted by the kernel, and nothing ever answers.</summary>
    public void Hang() => ServerLauncher.Signal(Process, ServerLauncher.SignalStop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => ServerLauncher.Signal(Process, ServerLauncher.SignalContinue);

    /// <summary>An orderly shutdown.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        ServerLauncher.Signal(Process, ServerLauncher.SignalTerminate);
        await Process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Starts it again on the same data and port; shuts it down first if it is running.</summary>
    /// <param name="readOnly">False: it takes writes from its first moment on, against what its configuration says.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task RestartAsync(bool readOnly = true, CancellationToken cancellationToken = default)
    {
        if (IsRunning)
            await StopAsync(cancellationToken);
        await LaunchAsync(readOnly, cancellationToken);
    }

    /// <summary>Starts it again on the same data and another port, as a container that is scheduled anew; shuts it down first if it is running.</summary>
    /// <param name="readOnly">As in <see cref="RestartAsync"/>.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task MoveAsync(bool readOnly = true, CancellationToken cancellationToken = default)
    {
        if (IsRunning)
            await StopAsync(cancellationToken);
        Port = FreePorts.Choose();
        await WriteConfigurationAsync(cancellationToken);
        await LaunchAsync(readOnly, cancellationToken);
    }

    /// <inheritdoc/>
    Task IDatabaseServer.StartAgainAsync(CancellationToken cancellationToken) => RestartAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    async Task<DbConnection> IDatabaseServer.ConnectAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken);

    /// <inheritdoc/>
    async Task<bool> IDatabaseServer.IsWritableAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT @@global.read_only";
        // Newer MariaDB says OFF, all others 0.
        return Convert.ToString(await command.ExecuteScalarAsync()) is "0" or "OFF";
    }

    /// <summary>Runs statements as root.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The last column of a query's first row as root: the value itself, and that of a SHOW STATUS or SHOW VARIABLES.</summary>
    /// <returns>Null (default) for no row and for NULL.</returns>
    public async Task<T?> QueryAsync<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || await reader.IsDBNullAsync(reader.FieldCount - 1, cancellationToken))
            return default;
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        return (T)Convert.ChangeType(reader.GetValue(reader.FieldCount - 1), type, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>All rows of a query as root, NULL as null, everything else as text.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> QueryRowsAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new MySqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i)), StringComparer.OrdinalIgnoreCase));
        }

        return rows;
    }

    /// <summary>A new connection as root, outside any pool.</summary>
    public async Task<MySqlConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = SocketPath,
            ConnectionProtocol = MySqlConnectionProtocol.UnixSocket,
            UserID = "root",
            Pooling = false,
            ConnectionTimeout = 5,
            AllowUserVariables = true,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it for the first time; takes another port when somebody else got there first.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        const int Attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            await WriteConfigurationAsync(cancellationToken);
            try
            {
                await LaunchAsync(readOnly: true, cancellationToken);
                return;
            }
            catch (TopologyException e) when (attempt < Attempts && _namespace is null && e.Message.Contains("Bind on TCP/IP port", StringComparison.Ordinal))
            {
                Port = FreePorts.Choose();
            }
        }
    }

    private Process Process => _process ?? throw new InvalidOperationException("The server was never started.");

    private Task WriteConfigurationAsync(CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(Path.Combine(_folder, "my.cnf"), _configuration(Port), cancellationToken);

    private async Task LaunchAsync(bool readOnly, CancellationToken cancellationToken)
    {
        string[] writable = Flavor == ServerFlavor.MySql ? ["--super-read-only=OFF", "--read-only=OFF"] : ["--read-only=OFF"];
        // Gone before the new process makes its own, so that a connection attempt cannot end in the old one.
        File.Delete(SocketPath);
        _process?.Dispose();
        _process = await ServerLauncher.StartAsync(
            [
                .. _namespace is null ? Array.Empty<string>() : ["nsenter", $"--net=/run/netns/{_namespace}"],
                .. _installation.Command, $"--defaults-file={Path.Combine(_folder, "my.cnf")}", .. readOnly ? [] : writable,
            ],
            Path.Combine(_folder, "output.log"));
        Pid = _process.Id;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTimeout);
        while (!await AnswersAsync(deadline.Token))
        {
            if (_process.HasExited)
                throw new TopologyException($"Server {ServerNumber} ended while it was starting: {LogTail()}");
            if (deadline.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw new TopologyException($"Server {ServerNumber} did not answer within {StartTimeout.TotalSeconds:0} s: {LogTail()}");
            }
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (File.Exists(SocketPath))
            {
                await using var connection = await OpenAsync(cancellationToken);
                return true;
            }

            await Task.Delay(10, cancellationToken);
        }
        catch (MySqlException)
        {
            await Task.Delay(10, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // The caller looks at the deadline.
        }

        return false;
    }

    private string LogTail() => string.Concat(
        new[] { Path.Combine(_folder, "output.log"), ErrorLogPath }.Where(File.Exists).Select(path => Shell.Tail(File.ReadAllText(path)) + "\n"));
}
