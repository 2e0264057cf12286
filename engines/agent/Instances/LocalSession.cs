using System.Net.Sockets;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Hosting;
using Npgsql;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>
/// One kept connection to the instance over its Unix socket, for questions that are asked each second: programs would be started for each otherwise.
/// It is a convenience: where it cannot be had, the instance's programs are asked.
/// </summary>
internal sealed class LocalSession(DatabaseOptions options, TimeProvider time, ILogger<LocalSession> logger) : IAsyncDisposable
{
    // Each refused one is a line in the database's log.
    private static readonly TimeSpan RefusedFor = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private NpgsqlConnection? _connection;
    private long? _refusedAt;

    private int Seconds => (int)Math.Ceiling(options.QueryTimeout.TotalSeconds);

    /// <summary>Asks in one round trip.</summary>
    /// <param name="postmaster">The server as its file tells it.</param>
    /// <param name="statements">Each gives a set of rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A set for each statement, all values as text; null where the programs are to be asked.</returns>
    /// <exception cref="TimeoutException">It is connected and did not answer in time: nor would the programs have an answer.</exception>
    public async Task<RowSet[]?> AskAsync(Postmaster postmaster, string statements, CancellationToken cancellationToken)
    {
        if (postmaster.SocketFolder is not { } folder || (_refusedAt is { } at && time.GetElapsedTime(at) < RefusedFor))
            return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.QueryTimeout);
        try
        {
            await _turn.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }

        try
        {
            // A hung server keeps even those waiting who have given up: what it still holds ends by its own limits.
            return await AskAsync(postmaster, folder, statements, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _ = CloseAsync();
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw new TimeoutException();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _turn.Dispose();
    }

    // The server may have been started anew since the connection was made.
    private async Task<RowSet[]?> AskAsync(Postmaster postmaster, string folder, string statements, CancellationToken cancellationToken) =>
        _connection is { } kept && await TryAskAsync(kept, statements, cancellationToken) is { } rows ? rows
            : await TryConnectAsync(postmaster, folder, cancellationToken) is { } connection ? await TryAskAsync(connection, statements, cancellationToken)
            : null;

    private async Task<NpgsqlConnection?> TryConnectAsync(Postmaster postmaster, string folder, CancellationToken cancellationToken)
    {
        var wanted = new NpgsqlConnectionStringBuilder
        {
            Host = options.SocketFolder.Length > 0 ? options.SocketFolder : folder,
            Port = postmaster.Port ?? options.Port,
            Username = options.ManagerUser.Length > 0 ? options.ManagerUser : Environment.UserName,
            Database = "postgres",
            Passfile = options.PassFile.Length > 0 ? options.PassFile : null,
            ApplicationName = "ham4db-agent",
            Pooling = false,
            Timeout = Seconds,
            CommandTimeout = Seconds,
            // A hung server would be waited for.
            CancellationTimeout = -1,
        };
        var builder = new NpgsqlSlimDataSourceBuilder(wanted.ConnectionString);
        // openGauss has not all of the catalogue that types are loaded from.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        await using var source = builder.Build();
        try
        {
            return _connection = await source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (IsFailure(e))
        {
            NoteRefusal(e);
            return null;
        }
    }

    private async Task<RowSet[]?> TryAskAsync(NpgsqlConnection connection, string statements, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = new NpgsqlCommand(statements, connection) { AllResultTypesAreUnknown = true };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            List<RowSet> sets = [];
            do
            {
                sets.Add(await RowSet.ReadAsync(reader, cancellationToken));
            }
            while (await reader.NextResultAsync(cancellationToken));
            return [.. sets];
        }
        catch (Exception e) when (IsFailure(e))
        {
            NoteRefusal(e);
            await CloseAsync();
            return null;
        }
    }

    // 28: who we are, 42: what we may or can ask; else it is down, starts, or has no room.
    private void NoteRefusal(Exception e)
    {
        if (e is not (NotSupportedException or PostgresException { SqlState: ['2', '8', ..] or ['4', '2', ..] }))
            return;
        _refusedAt = time.GetTimestamp();
        Log.SessionRefused(logger, e.Message);
    }

    private static bool IsFailure(Exception e) => e is NpgsqlException or SocketException or IOException or NotSupportedException or InvalidOperationException or InvalidCastException;

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _connection, null) is { } connection)
            await connection.DisposeAsync();
    }
}
