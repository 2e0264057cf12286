using System.Data.Common;

namespace Ham4Db.Topologies;

/// <summary>
/// Asks all servers every 20 ms whether they are read-only, each on a kept connection of its own.
/// A server that does not answer at once is not seen writable until it does.
/// </summary>
public sealed class WritableChecker : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromMilliseconds(15);
    private readonly Lock _lock = new();
    private readonly List<WritablePeriod> _closed = [];
    private readonly Dictionary<IDatabaseServer, WritablePeriod> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loops;

    /// <summary>Starts asking.</summary>
    public WritableChecker(IReadOnlyList<IDatabaseServer> servers) =>
        _loops = Task.WhenAll(servers.Select(server => Task.Run(() => WatchAsync(server))));

    /// <summary>All times in which a server was seen writable, in the order of their starts; the last of a server may still go on.</summary>
    public IReadOnlyList<WritablePeriod> Periods
    {
        get
        {
            lock (_lock)
                return [.. _closed.Concat(_open.Values).OrderBy(period => period.FirstAnswered)];
        }
    }

    /// <summary>The most servers that were writable at one moment for sure: delays of the checker itself never count as an overlap,
    /// and one shorter than the interval may go unseen.</summary>
    public int MaxSimultaneouslyWritable => MostAtOnce(Periods);

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loops;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    /// <summary>The most periods of different servers that surely hold at one moment.</summary>
    internal static int MostAtOnce(IReadOnlyList<WritablePeriod> periods) => periods
        .Select(one =>
        {
            // A largest set of overlapping intervals is found at the start of one of them.
            var (from, to) = one.FirstAnswered <= one.LastAsked ? (one.FirstAnswered, one.FirstAnswered) : (one.FirstAsked, one.LastAnswered);
            return 1 + periods.Count(other => other.Server != one.Server && other.SurelyCovers(from, to));
        })
        .DefaultIfEmpty(0)
        .Max();

    private async Task WatchAsync(IDatabaseServer server)
    {
        DbConnection? connection = null;
        while (!_stop.IsCancellationRequested)
        {
            var next = RunClock.Now + Interval;
            try
            {
                connection ??= server.Listens ? await WhileSilentAsync(server, server.ConnectAsync(_stop.Token)) : null;
                if (connection is not null)
                    await ReadAsync(server, connection);
            }
            // The client throws more than its own exceptions when a server vanishes, and a checker that ends early would see nothing.
            catch (Exception)
            {
                Close(server);
                if (connection is not null)
                    await connection.DisposeAsync();
                connection = null;
            }

            var wait = next - RunClock.Now;
            if (wait > TimeSpan.Zero && !_stop.IsCancellationRequested)
                await Task.Delay(wait, CancellationToken.None);
        }

        if (connection is not null)
            await connection.DisposeAsync();
    }

    private async Task ReadAsync(IDatabaseServer server, DbConnection connection)
    {
        var asked = RunClock.Now;
        var isWritable = await WhileSilentAsync(server, server.IsWritableAsync(connection));
        var answered = RunClock.Now;
        if (isWritable)
            Extend(server, asked, answered);
        else
            Close(server);
    }

    // Never cancels: a hung server's answer is wanted the moment it wakes.
    private async Task<T> WhileSilentAsync<T>(IDatabaseServer server, Task<T> question)
    {
        try
        {
            return await question.WaitAsync(AnswerTimeout);
        }
        catch (TimeoutException)
        {
            Close(server);
            return await question.WaitAsync(_stop.Token);
        }
    }

    private void Extend(IDatabaseServer server, TimeSpan asked, TimeSpan answered)
    {
        lock (_lock)
        {
            _open[server] = _open.TryGetValue(server, out var period)
                ? period with { LastAsked = asked, LastAnswered = answered }
                : new WritablePeriod(server, asked, answered, asked, answered);
        }
    }

    private void Close(IDatabaseServer server)
    {
        lock (_lock)
        {
            if (_open.Remove(server, out var period))
                _closed.Add(period);
        }
    }
}
