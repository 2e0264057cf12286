using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Liveness;

/// <summary>
/// One attempt to connect that several questions may wait for in turn; who is there first gets the connection. A hung server would otherwise
/// find one broken connection for each question when it wakes, and servers block a host after max_connect_errors (100) of them.
/// </summary>
internal sealed class OpeningAttempt(InstanceKey key, ConnectionOpener opener, TimeSpan connectTimeout)
{
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private Task<ServerConnection>? _current;
    private int _timeouts;

    /// <summary>Waits for the attempt under way, or for a new one; the attempt outlives the wait.</summary>
    /// <exception cref="InstanceUnreachableException">The attempt failed or did not end in time.</exception>
    public async Task<ServerConnection> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = timeout - Stopwatch.GetElapsedTime(started);
            var attempt = Current(timeout);
            try
            {
                await attempt.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, cancellationToken);
            }
            catch (TimeoutException exception)
            {
                throw new InstanceUnreachableException(FailureClassifier.Timeout(key, timeout), exception);
            }
            catch (InstanceUnreachableException)
            {
                Take(attempt);
                throw;
            }

            if (Take(attempt)) return await attempt;
        }
    }

    private Task<ServerConnection> Current(TimeSpan timeout)
    {
        lock (_lock)
        {
            // A failure that nobody waited for is old news.
            if (_current is { IsCompleted: true, IsCompletedSuccessfully: false }) Count(_current);
            else if (_current is not null) return _current;
            return _current = opener.OpenAsync(key, Lifetime(timeout), CancellationToken.None);
        }
    }

    private bool Take(Task<ServerConnection> attempt)
    {
        lock (_lock)
        {
            if (_current != attempt) return false;
            Count(attempt);
            _current = null;
            return true;
        }
    }

    private void Count(Task<ServerConnection> attempt) =>
        _timeouts = attempt.Exception?.InnerException is InstanceUnreachableException { Failure.Kind: ProbeFailureKind.Timeout } ? _timeouts + 1 : 0;

    private TimeSpan Lifetime(TimeSpan timeout)
    {
        var shortest = timeout > connectTimeout ? timeout : connectTimeout;
        var grown = shortest * Math.Pow(2, Math.Clamp(_timeouts - 2, 0, 10));
        return grown < LongestAttempt ? grown : LongestAttempt;
    }
}
