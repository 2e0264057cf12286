using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Dialects;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Connections;

/// <summary>
/// One connection to one server. Every call returns within its bound even when the server hangs: the driver's own cancellation would
/// open a second connection to kill the query, so none is asked for; the socket is closed later, behind the caller's back.
/// </summary>
internal sealed class ServerConnection(InstanceKey key, MySqlConnection connection, MySqlDialect dialect) : IDisposable
{
    /// <summary>Words of this server.</summary>
    public MySqlDialect Dialect { get; } = dialect;

    /// <summary>What was learned of this server and rarely changes; null until the first probe.</summary>
    public Probing.ServerFacts? Facts { get; set; }

    /// <summary>Whether the connection is idle and whole.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Runs a batch of statements in one round trip.</summary>
    /// <param name="sql">Statements separated by semicolons.</param>
    /// <param name="timeout">Bound; the connection is lost when it is reached.</param>
    /// <param name="cancellationToken">Stops waiting; the connection is lost.</param>
    /// <exception cref="InstanceUnreachableException">The connection broke or the bound was reached.</exception>
    public async Task<BatchResult> QueryAsync(string sql, TimeSpan timeout, CancellationToken cancellationToken)
    {
        timeout = TimeLeft.AtLeastSome(timeout);
        var running = RunAsync(sql, timeout);
        try
        {
            return await running.WaitAsync(timeout, cancellationToken);
        }
        catch (Exception exception)
        {
            IsUsable = false;
            if (running.IsCompleted) connection.Dispose();
            else Abandon(running);
            if (exception is OperationCanceledException && cancellationToken.IsCancellationRequested) throw;
            throw FailureClassifier.Unreachable(key, exception, timeout);
        }
    }

    /// <summary>As <see cref="QueryAsync"/>, and a failing statement is an exception.</summary>
    /// <exception cref="MySqlException">The server refused a statement.</exception>
    public async Task<BatchResult> ExecuteAsync(string sql, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var result = await QueryAsync(sql, timeout, cancellationToken);
        return result.Error is null ? result : throw result.Error;
    }

    /// <summary>Closes the connection; never waits for the server.</summary>
    public void Dispose()
    {
        if (!IsUsable) return;
        IsUsable = false;
        connection.Dispose();
    }

    /// <summary>The driver closes the socket itself when its own, coarser bound is reached; only then may the object be touched again.</summary>
    private void Abandon(Task running) =>
        _ = running.ContinueWith(
            task =>
            {
                _ = task.Exception;
                connection.Dispose();
            },
            TaskScheduler.Default);

    private async Task<BatchResult> RunAsync(string sql, TimeSpan timeout)
    {
        List<ResultTable> tables = [];
        try
        {
            await using var command = new MySqlCommand(sql, connection) { CommandTimeout = WholeSeconds(timeout) };
            await using var reader = await command.ExecuteReaderAsync();
            do
            {
                if (reader.FieldCount > 0) tables.Add(await ResultTable.ReadAsync(reader));
            }
            while (await reader.NextResultAsync());
            return new(tables, null);
        }
        catch (MySqlException exception) when (FailureClassifier.IsFromLivingServer(exception))
        {
            return new(tables, exception);
        }
    }

    private static int WholeSeconds(TimeSpan timeout) => (int)Math.Clamp(Math.Ceiling(timeout.TotalSeconds), 1, 86400);
}
