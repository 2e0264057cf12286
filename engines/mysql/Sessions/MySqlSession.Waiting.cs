using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Dialects;
using Ham4Db.Engines.MySql.Probing;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Waiting for transactions, in slices, so that a failing applier is noticed.</content>
internal sealed partial class MySqlSession
{
    private const int LongestBeginning = 10_000;

    private static readonly TimeSpan WaitSlice = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public Task<bool> WaitForGtidSetAsync(string gtidSet, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (gtidSet.Length == 0) return Task.FromResult(true);
        var literal = SqlText.Quote(ChannelReader.OneLine(gtidSet));
        return WaitAsync(
            async seconds => (await RunAsync("waiting for transactions", WaitFor(literal, seconds), cancellationToken, TimeSpan.FromSeconds(seconds))).Scalar == "1",
            timeout,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> WaitForRelayLogAppliedAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var channel = await ReadChannelAsync(cancellationToken);
        if (channel is null) return true;
        if (channel.UsesGtid && channel.RetrievedGtidSet.Length > 0) return await WaitForGtidSetAsync(channel.RetrievedGtidSet, timeout, cancellationToken);
        return await WaitForPositionAsync(channel.Read, HasNothingLeftAsync, timeout, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> WaitForPositionAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForPositionAsync(position, (_, _) => Task.FromResult(false), timeout, cancellationToken);

    private Task<bool> WaitForPositionAsync(
        BinlogCoordinates position, Func<ReplicationStatus, CancellationToken, Task<bool>> isGoodEnough, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var literal = SqlText.Quote(position.File);
        return WaitAsync(IsPastAsync, timeout, cancellationToken);

        async Task<bool> IsPastAsync(int seconds)
        {
            // Zero seconds mean for ever to these functions.
            if (seconds > 0) await RunAsync("waiting for a position", $"SELECT {Dialect.PositionWait}({literal}, {position.Position}, {seconds})", cancellationToken, TimeSpan.FromSeconds(seconds));
            return await ReadChannelAsync(cancellationToken) is not { } now || now.Executed.CompareTo(position) >= 0 || await isGoodEnough(now, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ApplyUntilAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await RequireChannelAsync(cancellationToken);
        await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
        if ((await RequireChannelAsync(cancellationToken)).Executed.CompareTo(position) >= 0) return true;
        await RunAsync("starting replication up to a position", Dialect.StartUntil(SqlText.Quote(position.File), position.Position), cancellationToken);
        var isThere = await IsThereInTimeAsync(position, timeout, cancellationToken);
        await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
        return isThere;
    }

    private async Task<bool> IsThereInTimeAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var channel = await RequireChannelAsync(cancellationToken);
            if (channel.Executed.CompareTo(position) >= 0) return true;
            if (channel.ApplierErrorNumber != 0) throw NotStarted("applier", channel.ApplierErrorNumber, channel.ApplierError);
            if (channel.ReceiverErrorNumber != 0) throw NotStarted("receiver", channel.ReceiverErrorNumber, channel.ReceiverError);
            if (Stopwatch.GetElapsedTime(started) > timeout) return false;
            await Task.Delay(PollInterval, cancellationToken);
        }
    }

    /// <summary>
    /// Whether the applier has come to a transaction of which only the beginning was received, because the source died while it sent it: that counts as
    /// received, and nothing will ever execute it.
    /// </summary>
    private async Task<bool> HasNothingLeftAsync(ReplicationStatus channel, CancellationToken cancellationToken)
    {
        if (channel.Receiver == ReplicationThreadState.Running || channel.RelayLog.IsEmpty) return false;
        var rest = await ReadLogEventsAsync(LogKind.Relay, channel.RelayLog, LongestBeginning, cancellationToken);
        return rest.Count < LongestBeginning && !rest.Any(EventComparison.MayEndTransaction);
    }

    /// <summary>Asks the server to wait in slices of whole seconds; in the last, shorter slice it is asked again and again.</summary>
    private async Task<bool> WaitAsync(Func<int, Task<bool>> isReachedAsync, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = timeout - Stopwatch.GetElapsedTime(started);
            var isWholeSlice = left >= WaitSlice;
            if (await isReachedAsync(isWholeSlice ? 1 : 0)) return true;
            if (await ReadChannelAsync(cancellationToken) is { Applier: ReplicationThreadState.Stopped } channel)
            {
                throw new InstanceOperationException(channel.ApplierErrorNumber == 0
                    ? $"{Key}: the applier is stopped"
                    : $"{Key}: the applier stopped with error {channel.ApplierErrorNumber}: {FailureClassifier.Clean(channel.ApplierError)}");
            }

            if (left <= TimeSpan.Zero) return false;
            if (!isWholeSlice) await Task.Delay(PollInterval, cancellationToken);
        }
    }

    private string WaitFor(string literal, int seconds) => Dialect.GtidWait switch
    {
        GtidWaitFunction.MasterGtidWait => $"SELECT IF(MASTER_GTID_WAIT({literal}, {seconds}) = 0, 1, 0)",
        GtidWaitFunction.WaitUntilSqlThreadAfterGtids => seconds > 0
            ? $"SELECT IF(WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS({literal}, {seconds}) >= 0, 1, GTID_SUBSET({literal}, @@global.gtid_executed))"
            : $"SELECT GTID_SUBSET({literal}, @@global.gtid_executed)",
        _ => seconds > 0
            ? $"SELECT IF(WAIT_FOR_EXECUTED_GTID_SET({literal}, {seconds}) = 0, 1, 0)"
            : $"SELECT GTID_SUBSET({literal}, @@global.gtid_executed)",
    };
}
