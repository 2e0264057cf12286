using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Dialects;
using Ham4Db.Engines.MySql.Probing;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Sessions;

/// <summary>Changes on one MySQL or MariaDB server over one connection.</summary>
internal sealed partial class MySqlSession(InstanceKey key, ServerConnection connection, ConnectionOpener opener, MySqlEngineOptions options, InstanceProbe probe, InstanceMemory memory) : IInstanceSession
{
    /// <summary>Longest name of a lock that all servers take.</summary>
    private const int LongestLockName = 64;

    /// <inheritdoc/>
    public InstanceKey Key { get; } = key;

    private MySqlDialect Dialect => connection.Dialect;

    /// <summary>Makes string literals mean the same on every server, and lets waits for locks end within the bound of an operation.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (Dialect.IsBinlogServer) return;
        try
        {
            await RunAsync("preparing the session", $"SET SESSION sql_mode = '', lock_wait_timeout = {Math.Max(1, (int)options.OperationTimeout.TotalSeconds / 2)}", cancellationToken);
        }
        catch (InstanceOperationException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> TryLockAsync(string name, TimeSpan wait, CancellationToken cancellationToken)
    {
        // It knows no locks: the operator's epoch alone keeps two from changing it at once.
        if (Dialect.IsBinlogServer) return true;
        var literal = SqlText.Quote(name.Length <= LongestLockName ? name : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name))));
        var seconds = (long)Math.Ceiling(wait.TotalSeconds);
        var taken = await RunAsync(
            "taking a named lock",
            $"SELECT IF(COALESCE(IS_USED_LOCK({literal}), 0) = CONNECTION_ID(), 1, GET_LOCK({literal}, {seconds}))",
            cancellationToken,
            wait);
        return taken.Scalar == "1";
    }

    /// <inheritdoc/>
    public Task<InstanceSnapshot> ProbeAsync(CancellationToken cancellationToken) => probe.RunAsync(connection, Key, memory, options.OperationTimeout, cancellationToken);

    /// <inheritdoc/>
    public async Task SetReadOnlyAsync(bool readOnly, CancellationToken cancellationToken)
    {
        if (!readOnly)
        {
            await RunAsync("making it writable", ReadOnlySwitch.Off, cancellationToken);
            return;
        }

        var switching = RunAsync("making it read-only", ReadOnlySwitch.On(Dialect, options.UseSuperReadOnly), cancellationToken);
        try
        {
            await StuckCommits.HelpAsync(switching, () => opener.OpenAsync(Key, options.ConnectTimeout, cancellationToken), options.OperationTimeout, cancellationToken);
        }
        catch (Exception exception) when (exception is MySqlException or InstanceUnreachableException)
        {
            // Help that fails changes nothing: what the switch itself says counts.
        }

        await switching;
    }

    /// <inheritdoc/>
    public async Task<int> KillClientConnectionsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ClientConnections.EndAsync(connection, options.OperationTimeout, cancellationToken);
        }
        catch (MySqlException exception)
        {
            throw Refused("ending client connections", exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs statements within the bound of an operation, plus <paramref name="extra"/> where the server itself is asked to wait.</summary>
    private async Task<BatchResult> RunAsync(string what, string sql, CancellationToken cancellationToken, TimeSpan extra = default)
    {
        if (!connection.IsUsable) throw new InstanceUnreachableException(new(ProbeFailureKind.Disconnected, $"{Key}: the session's connection is lost"));
        try
        {
            return await connection.ExecuteAsync(sql, options.OperationTimeout + extra, cancellationToken);
        }
        catch (MySqlException exception)
        {
            throw Refused(what, exception);
        }
    }

    /// <summary>A syntax error quotes the statement, which may hold a password: neither its text nor the exception goes on.</summary>
    private InstanceOperationException Refused(string what, MySqlException exception) => exception.ErrorCode == MySqlErrorCode.ParseError
        ? new($"{Key} does not understand the statement for {what} (error {exception.Number})")
        : new($"{Key} refuses {what}: error {exception.Number}: {FailureClassifier.Clean(exception.Message)}", exception);
}
