using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.PostgreSql.Connections;
using Ham4Db.Engines.PostgreSql.Sessions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Ham4Db.Engines.PostgreSql.Liveness;

/// <summary>
/// The kept connections over which one instance is asked whether it lives. Towards a writable instance there are two, used in turn: when the server
/// hangs, one is stuck with a question and the other still carries the request to become read-only to a server that wakes.
/// </summary>
internal sealed class LivenessLink(InstanceKey key, ConnectionOpener opener, PostgreSqlEngineOptions options, ILogger logger) : IDisposable
{
    private const string Question = "SELECT (NOT pg_is_in_recovery() AND current_setting('default_transaction_read_only') = 'off')::text";

    /// <summary>How long a request to become read-only waits for a hung server.</summary>
    private static readonly TimeSpan FencePatience = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Queue<ServerConnection> _idle = [];
    private volatile bool _isSuspect;
    private volatile bool _isClosed;
    private bool _isOpeningSpare;
    private Task<ServerConnection>? _opening;
    private Task<bool>? _fence;

    /// <summary>Asks once.</summary>
    public async Task<LivenessOutcome> PingAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        TimeSpan Left() => timeout - Stopwatch.GetElapsedTime(started);

        try
        {
            var connection = (_isSuspect ? null : Take()) ?? await OpenAsync(timeout, cancellationToken);
            IReadOnlyList<string?[]> answer;
            try
            {
                answer = await connection.AskAsync(Question, Left(), cancellationToken);
            }
            catch (InstanceUnreachableException exception) when (exception.Failure.Kind == ProbeFailureKind.Disconnected && Left() > TimeSpan.Zero)
            {
                // A kept connection may have been ended by the server for reasons of its own; a new one tells whether the server lives.
                DropIdle();
                connection = await OpenAsync(Left(), cancellationToken);
                answer = await connection.AskAsync(Question, Left(), cancellationToken);
            }

            var isWritable = answer[0][0] is "true" or "t";
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
        catch (PostgresException exception)
        {
            return new(true, null, FailureClassifier.Classify(key, exception, timeout));
        }
    }

    /// <summary>Sends the request to become read-only and waits a while for its confirmation; the request stays.</summary>
    public async Task<bool> TryFenceAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var pending = Volatile.Read(ref _fence);
            if (pending is null or { IsCompleted: true })
            {
                pending = FenceAsync(Take() ?? await OpenAsync(timeout, cancellationToken));
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

    private async Task<bool> FenceAsync(ServerConnection connection)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            // A standby is read-only by itself, and would be so after its promotion too if this were set on it.
            if (await connection.AskAsync("SELECT pg_is_in_recovery()::text", FencePatience, CancellationToken.None) is [["true" or "t"], ..])
            {
                Give(connection);
                return true;
            }

            await connection.AskAsync("ALTER SYSTEM SET default_transaction_read_only = 'on'", FencePatience, CancellationToken.None);
            await connection.AskAsync("SELECT pg_reload_conf()::text", FencePatience, CancellationToken.None);
            while (await connection.AskAsync("SELECT current_setting('default_transaction_read_only')", FencePatience, CancellationToken.None) is not [["on"], ..])
                await Task.Delay(5);
            var ended = await connection.AskAsync(ClientConnections.End, FencePatience, CancellationToken.None);
            Log.Fenced(logger, key, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, ended.Count);
            Give(connection);
            return true;
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or PostgresException)
        {
            Log.FenceFailed(logger, key, FailureClassifier.Classify(key, exception, options.OperationTimeout).Message);
            connection.Dispose();
            return false;
        }
    }

    // One attempt that several questions may wait for in turn: a server that wakes is not to find one connection for each of them.
    private async Task<ServerConnection> OpenAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task<ServerConnection> attempt;
        lock (_lock)
        {
            if (_opening is null or { IsFaulted: true } or { IsCanceled: true })
                _opening = opener.OpenAsync(key, timeout > options.ConnectTimeout ? timeout : options.ConnectTimeout, CancellationToken.None);
            attempt = _opening;
        }

        try
        {
            await attempt.WaitAsync(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new InstanceUnreachableException(FailureClassifier.Timeout(key, timeout), exception);
        }

        lock (_lock)
        {
            if (_opening == attempt)
            {
                _opening = null;
                return attempt.Result;
            }
        }

        return await OpenAsync(timeout, cancellationToken);
    }

    private ServerConnection? Take()
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
