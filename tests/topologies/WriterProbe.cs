using System.Data.Common;

namespace Ham4Db.Topologies;

/// <summary>
/// An ordinary client that inserts one row after the other where it is told the primary is, and remembers what was acknowledged.
/// It knows nothing of failovers: after any error it asks again and tries the next row.
/// </summary>
public sealed class WriterProbe : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask<(string Host, int Port)>> _findPrimary;
    private readonly WriterOptions _options;
    private readonly Lock _lock = new();
    private readonly List<AcknowledgedWrite> _acknowledged = [];
    private readonly string _token = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private DbConnection? _connection;
    private (string Host, int Port) _server;
    private long _nextId = 1;
    private long _errors;
    private string? _lastError;

    /// <summary>Starts writing.</summary>
    /// <param name="findPrimary">Says where to write; may throw while nobody knows.</param>
    /// <param name="options">Null: the defaults.</param>
    public WriterProbe(Func<CancellationToken, ValueTask<(string Host, int Port)>> findPrimary, WriterOptions? options = null)
    {
        _findPrimary = findPrimary;
        _options = options ?? new WriterOptions();
        _loop = Task.Run(WriteUntilStoppedAsync);
    }

    /// <summary>What was acknowledged so far, in the order of the acknowledgements.</summary>
    public IReadOnlyList<AcknowledgedWrite> Acknowledged
    {
        get
        {
            lock (_lock)
                return [.. _acknowledged];
        }
    }

    /// <summary>Attempts that were not acknowledged in time, refused connections included.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>Message of the last such attempt.</summary>
    public string? LastError => Volatile.Read(ref _lastError);

    /// <summary>The longest time without an acknowledged write so far; null before the second one.</summary>
    public WriteOutage? Outage
    {
        get
        {
            var timely = Acknowledged.Where(write => !write.Late).ToArray();
            return timely.Zip(timely.Skip(1), (before, after) => new WriteOutage(before, after)).MaxBy(gap => gap.Duration);
        }
    }

    /// <summary>Returns the first acknowledged write that fits, as soon as there is one.</summary>
    public async Task<AcknowledgedWrite> WaitForAsync(Func<AcknowledgedWrite, bool> condition, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (Acknowledged.FirstOrDefault(condition) is { } write)
                return write;
            await Task.Delay(5, cancellationToken);
        }
    }

    /// <summary>Ends writing. An insert that is still waiting for its answer is recorded if it comes.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
    }

    /// <summary>The acknowledged ids that <paramref name="server"/> does not have.</summary>
    public async Task<IReadOnlyList<long>> VerifyNoneLostAsync(IDatabaseServer server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        await using var connection = await server.ConnectAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT id FROM {_options.Table} WHERE token='{_token}'";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<long> present = [];
        while (await reader.ReadAsync(cancellationToken))
            present.Add(reader.GetInt64(0));
        return [.. Acknowledged.Select(write => write.Id).Except(present).Order()];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteUntilStoppedAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await WriteOnceAsync();
                await Task.Delay(_options.Pause, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            // Whatever it was, a client can only try again; whoever asks where the primary is may fail in any way.
            catch (Exception e)
            {
                Interlocked.Increment(ref _errors);
                Volatile.Write(ref _lastError, e.Message);
                await DropAsync(Interlocked.Exchange(ref _connection, null));
                await Task.Delay(_options.RetryPause, CancellationToken.None);
            }
        }

        await DropAsync(_connection);
    }

    private async Task WriteOnceAsync()
    {
        _connection ??= await ConnectAsync();
        var (id, sentAt, server) = (_nextId++, RunClock.Now, _server);
        var insert = InsertAsync(_connection, id);
        try
        {
            await insert.WaitAsync(_options.WriteTimeout);
        }
        catch (TimeoutException)
        {
            // A server that wakes up may still confirm it; that is what the reader of our records wants to know.
            var abandoned = _connection;
            _connection = null;
            _ = RecordLateAsync(insert, abandoned, id, sentAt, server);
            throw;
        }

        Record(new AcknowledgedWrite(id, sentAt, RunClock.Now, server.Host, server.Port, Late: false));
    }

    private async Task<DbConnection> ConnectAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        limit.CancelAfter(_options.ConnectTimeout);
        _server = await _findPrimary(limit.Token);
        var connection = _options.Connection(_server.Host, _server.Port);
        try
        {
            // A hung server accepts connections and never greets: the token alone does not end that.
            await connection.OpenAsync(limit.Token).WaitAsync(limit.Token);
            return connection;
        }
        catch
        {
            _ = connection.DisposeAsync().AsTask();
            throw;
        }
    }

    private async Task InsertAsync(DbConnection connection, long id)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {_options.Table} (id, token) VALUES ({id}, '{_token}')";
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task RecordLateAsync(Task insert, DbConnection connection, long id, TimeSpan sentAt, (string Host, int Port) server)
    {
        try
        {
            await insert;
            Record(new AcknowledgedWrite(id, sentAt, RunClock.Now, server.Host, server.Port, Late: true));
        }
        catch (Exception e)
        {
            Volatile.Write(ref _lastError, e.Message);
        }

        await DropAsync(connection);
    }

    private void Record(AcknowledgedWrite write)
    {
        lock (_lock)
            _acknowledged.Add(write);
    }

    private static async Task DropAsync(DbConnection? connection)
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }
}
