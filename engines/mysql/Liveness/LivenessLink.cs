using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Dialects;
using Ham4Db.Engines.MySql.Sessions;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Liveness;

/// <summary>
/// The kept connections over which one instance is asked whether it lives. Towards a writable instance there are two, used in turn, so that
/// both are known to work: when the server hangs, one is stuck with a question and the other still carries the request to become read-only
/// into the server's socket, where a server that wakes finds it before anything that clients send later.
/// </summary>
internal sealed class LivenessLink(InstanceKey key, ConnectionOpener opener, MySqlEngineOptions options, ILogger logger) : IDisposable
{
    /// <summary>How long a request to become read-only waits for a hung server.</summary>
    private static readonly TimeSpan FencePatience = TimeSpan.FromHours(1);

    /// <summary>How long one attempt to reach a hung server for help lasts; the first one after it wakes comes through at once.</summary>
    private static readonly TimeSpan HelperPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HelperPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Queue<ServerConnection> _idle = [];
    private readonly OpeningAttempt _opening = new(key, opener, options.ConnectTimeout);
    private volatile bool _isSuspect;
    private bool _isOpeningSpare;
    private volatile bool _isClosed;
    private Task<bool>? _fence;

    /// <summary>Asks once.</summary>
    public async Task<LivenessOutcome> PingAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        TimeSpan Left() => timeout - Stopwatch.GetElapsedTime(started);

        try
        {
            var connection = Take() ?? await _opening.WaitAsync(timeout, cancellationToken);
            BatchResult answer;
            try
            {
                answer = await connection.QueryAsync(Question(connection.Dialect), Left(), cancellationToken);
            }
            catch (InstanceUnreachableException exception) when (exception.Failure.Kind == ProbeFailureKind.Disconnected && Left() > TimeSpan.Zero)
            {
                // A kept connection may have been ended by the server for reasons of its own; a new one tells whether the server lives.
                DropIdle();
                connection = await _opening.WaitAsync(Left(), cancellationToken);
                answer = await connection.QueryAsync(Question(connection.Dialect), Left(), cancellationToken);
            }

            if (answer.Error is { } error)
            {
                connection.Dispose();
                return new(true, null, FailureClassifier.Classify(key, error, timeout));
            }

            var isWritable = answer.Scalar is "0" or "OFF";
            Give(connection);
            if (isWritable) KeepSpare();
            return new(true, isWritable, null);
        }
        catch (InstanceUnreachableException exception)
        {
            if (exception.Failure.Kind == ProbeFailureKind.Timeout) _isSuspect = true;
            else DropIdle();
            return new(exception.Failure.Kind is ProbeFailureKind.AccessDenied or ProbeFailureKind.TooManyConnections, null, exception.Failure);
        }
    }

    /// <summary>Sends the request to become read-only and waits a while for its confirmation.</summary>
    /// <param name="other">Gives another idle connection to the instance when liveness has none.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Stops waiting; the request stays.</param>
    public async Task<bool> TryFenceAsync(Func<ServerConnection?> other, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var pending = Volatile.Read(ref _fence);
            if (pending is null or { IsCompleted: true })
            {
                var connection = TakeAny() ?? other() ?? await _opening.WaitAsync(timeout, cancellationToken);
                pending = FenceAsync(connection);
                Volatile.Write(ref _fence, pending);
            }

            var left = timeout - Stopwatch.GetElapsedTime(started);
            return await pending.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
        }
        catch (TimeoutException)
        {
            Log.FencePending(logger, key);
            return false;
        }
        catch (InstanceUnreachableException exception)
        {
            Log.FenceFailed(logger, key, exception.Failure.Message);
            return false;
        }
    }

    /// <summary>Closes idle connections; a request that waits for a hung server stays.</summary>
    public void Dispose()
    {
        _isClosed = true;
        DropIdle();
    }

    private static string Question(MySqlDialect dialect) => dialect switch
    {
        { IsBinlogServer: true } => "SELECT UNIX_TIMESTAMP()",
        { HasSuperReadOnly: true } => "SELECT @@global.read_only, @@global.super_read_only",
        _ => "SELECT @@global.read_only",
    };

    private async Task<bool> FenceAsync(ServerConnection connection)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var switching = connection.QueryAsync(ReadOnlySwitch.On(connection.Dialect, options.UseSuperReadOnly), FencePatience, CancellationToken.None);
            _ = HelpAsync(switching);
            var answer = await switching;
            if (answer.Error is { } error)
            {
                Log.FenceFailed(logger, key, FailureClassifier.Classify(key, error, FencePatience).Message);
                Give(connection);
                return false;
            }
        }
        catch (InstanceUnreachableException exception)
        {
            Log.FenceFailed(logger, key, exception.Failure.Message);
            return false;
        }

        _ = EndClientsAsync(connection, started);
        return true;
    }

    /// <summary>A server that wakes takes the request at once, but it may hold commits that wait for acknowledgements.</summary>
    private async Task HelpAsync(Task switching)
    {
        while (!switching.IsCompleted && !_isClosed)
        {
            try
            {
                await StuckCommits.HelpAsync(switching, () => opener.OpenAsync(key, HelperPatience, CancellationToken.None), options.OperationTimeout, CancellationToken.None);
            }
            catch (Exception exception) when (exception is InstanceUnreachableException or MySqlException)
            {
                await Task.Delay(HelperPause);
            }
        }
    }

    /// <summary>Transactions that were open when the server hung must not go on; clients then find the new primary.</summary>
    private async Task EndClientsAsync(ServerConnection connection, long started)
    {
        var elapsed = (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        try
        {
            var killed = await ClientConnections.EndAsync(connection, options.OperationTimeout, CancellationToken.None);
            Log.Fenced(logger, key, elapsed, killed);
            Give(connection);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or MySqlException)
        {
            Log.FenceFailed(logger, key, FailureClassifier.Classify(key, exception, options.OperationTimeout).Message);
            connection.Dispose();
        }
    }

    private ServerConnection? Take() => _isSuspect ? null : TakeAny();

    private ServerConnection? TakeAny()
    {
        lock (_lock) return _idle.TryDequeue(out var connection) ? connection : null;
    }

    private void Give(ServerConnection connection)
    {
        lock (_lock)
        {
            _isSuspect = false;
            if (!_isClosed && connection.IsUsable && _idle.Count < 2)
            {
                _idle.Enqueue(connection);
                return;
            }
        }

        connection.Dispose();
    }

    private void DropIdle()
    {
        lock (_lock)
            while (_idle.TryDequeue(out var connection))
                connection.Dispose();
    }

    private void KeepSpare()
    {
        lock (_lock)
        {
            if (_isOpeningSpare || _isClosed || _idle.Count >= 2) return;
            _isOpeningSpare = true;
        }

        _ = OpenSpareAsync();
    }

    private async Task OpenSpareAsync()
    {
        try
        {
            Give(await opener.OpenAsync(key, options.ConnectTimeout, CancellationToken.None));
        }
        catch (InstanceUnreachableException)
        {
            // The next answer tries again; without a spare, fencing has to connect first.
        }
        finally
        {
            _isOpeningSpare = false;
        }
    }
}
