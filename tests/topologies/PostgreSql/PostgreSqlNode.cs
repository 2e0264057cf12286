using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Ham4Db.Topologies.PostgreSql;

/// <summary>One real PostgreSQL server of a topology, with the faults that can be done to it and the manager's access to it.</summary>
public sealed class PostgreSqlNode : IDatabaseServer
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly PostgreSqlInstallation _installation;

    internal PostgreSqlNode(PostgreSqlInstallation installation, int index, string folder, string host, int port)
    {
        _installation = installation;
        Name = $"n{index + 1}";
        Folder = folder;
        Host = host;
        Port = port;
    }

    /// <summary>Its cluster_name, and its application_name at its source: n1, n2, ...</summary>
    public string Name { get; }

    public string Host { get; }

    public int Port { get; internal set; }

    /// <summary>Of the server: 15 for 15.8.</summary>
    public int MajorVersion => _installation.Major;

    /// <summary>Holds the data folder and everything else of this node.</summary>
    public string Folder { get; }

    public string DataFolder => Path.Combine(Folder, "data");

    /// <summary>Where its Unix socket is; not inside the data folder, which pg_rewind would copy.</summary>
    public string SocketFolder => Path.Combine(Folder, "s");

    public string LogPath => Path.Combine(Folder, "log");

    /// <summary>Its first process, whoever started it; null when none of this data folder runs.</summary>
    public int? Pid
    {
        get
        {
            try
            {
                var line = File.ReadLines(Path.Combine(DataFolder, "postmaster.pid")).FirstOrDefault();
                return int.TryParse(line, CultureInfo.InvariantCulture, out var pid) && ProcessTree.IsAlive(pid)
                    && new FileInfo($"/proc/{pid}/cwd").LinkTarget == DataFolder ? pid : null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>The server's processes are there; they may be hung.</summary>
    public bool IsRunning => Pid is not null;

    /// <summary>The manager's connection string, for Npgsql and without a pool.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = PostgreSqlAccounts.ManagerUser,
        Password = PostgreSqlAccounts.ManagerPassword,
        Database = "postgres",
        Pooling = false,
        Timeout = 5,
        CommandTimeout = 15,
    }.ConnectionString;

    /// <inheritdoc/>
    bool IDatabaseServer.Listens => File.Exists(Path.Combine(SocketFolder, $".s.PGSQL.{Port}"));

    /// <summary>SIGKILL to every process of the server; returns when they are gone.</summary>
    public void Kill()
    {
        if (Pid is not { } pid)
            return;
        var members = ProcessTree.Members(pid);
        ProcessTree.Signal(pid, ServerLauncher.SignalKill);
        while (members.Any(ProcessTree.IsAlive))
            Thread.Sleep(1);
    }

    /// <summary>SIGSTOP to every process of the server: connections are still accepted by the kernel, and nothing ever answers. Returns when none runs.</summary>
    public void Hang()
    {
        var pid = Pid ?? throw new InvalidOperationException($"{Name} does not run.");
        // The first process starts no new ones once it is stopped, so a second look finds them all.
        do
            ProcessTree.Signal(pid, ServerLauncher.SignalStop);
        while (!ProcessTree.Members(pid).All(process => ProcessTree.State(process) is 'T' or 'Z' or null));
    }

    /// <summary>SIGCONT to every process of the server.</summary>
    public void Resume() => ProcessTree.Signal(Pid ?? throw new InvalidOperationException($"{Name} does not run."), ServerLauncher.SignalContinue);

    /// <summary>An orderly (fast) shutdown.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (IsRunning)
            await RunAsync("pg_ctl", ["-D", DataFolder, "-m", "fast", "-w", "-t", "60", "stop"], cancellationToken);
    }

    /// <summary>Starts it again on the same data and port; shuts it down first if it is running.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    Task IDatabaseServer.StartAgainAsync(CancellationToken cancellationToken) => RestartAsync(cancellationToken);

    /// <inheritdoc/>
    async Task<DbConnection> IDatabaseServer.ConnectAsync(CancellationToken cancellationToken) => await OpenAsync(cancellationToken);

    /// <inheritdoc/>
    async Task<bool> IDatabaseServer.IsWritableAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off'";
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs one of PostgreSQL's programs as the servers' account.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="TopologyException">It failed.</exception>
    public Task<string> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken = default) => Shell.RunAsync(
        _installation.AsUser[0], [.. _installation.AsUser.Skip(1), Path.Combine(_installation.BinFolder, program), .. arguments], cancellationToken);

    /// <summary>Runs statements as the manager.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The first column of a query's first row as the manager.</summary>
    /// <returns>Null (default) for no row and for NULL.</returns>
    public async Task<T?> QueryAsync<T>(string sql, CancellationToken cancellationToken = default)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is { } value and not DBNull
            ? (T)Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture)
            : default;
    }

    /// <summary>A new connection as the manager, outside any pool.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken = default)
    {
        var connection = new NpgsqlConnection(ConnectionString);
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

    /// <summary>Starts it and returns when it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        using var launched = await ServerLauncher.StartAsync(
            [
                .. Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={_installation.User}", $"--regid={_installation.User}", "--clear-groups", "--pdeathsig", "KILL"] : Array.Empty<string>(),
                "env", "LC_ALL=C.UTF-8", $"LD_LIBRARY_PATH={_installation.LibraryPath}", Path.Combine(_installation.BinFolder, "postgres"), "-D", DataFolder,
            ],
            LogPath);
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync(cancellationToken))
        {
            if (launched.HasExited)
                throw new TopologyException($"{Name} ended while it was starting: {Shell.Tail(await File.ReadAllTextAsync(LogPath, cancellationToken))}");
            if (watch.Elapsed > StartTimeout)
                throw new TopologyException($"{Name} did not answer within {StartTimeout.TotalSeconds:0} s: {Shell.Tail(await File.ReadAllTextAsync(LogPath, cancellationToken))}");
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            await Task.Delay(15, cancellationToken);
            return false;
        }
    }
}
