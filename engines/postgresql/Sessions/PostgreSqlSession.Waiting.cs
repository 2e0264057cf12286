using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.PostgreSql.Sessions;

/// <content>Waiting for replay.</content>
internal sealed partial class PostgreSqlSession
{
    private const string Progress = """
        SELECT coalesce(pg_last_wal_receive_lsn()::text, '0/0'), coalesce(pg_last_wal_replay_lsn()::text, '0/0'),
          coalesce((SELECT wait_event FROM pg_stat_activity WHERE backend_type = 'startup'), '')
        """;

    /// <inheritdoc/>
    public Task<bool> WaitForGtidSetAsync(string gtidSet, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForReplayAsync(WalSet.Parse(gtidSet).End, timeout, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> WaitForPositionAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken) =>
        WaitForReplayAsync((ulong)position.Position, timeout, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> WaitForRelayLogAppliedAsync(TimeSpan timeout, CancellationToken cancellationToken) => WaitForReplayAsync(null, timeout, cancellationToken);

    /// <summary>
    /// Waits until replay has got somewhere, or to the end of all that is there. The last record that was received may be the first half of one: it is
    /// never replayed, so that the end is reached where the startup process waits for more and stands still.
    /// </summary>
    /// <param name="target">The byte position; null for everything received.</param>
    /// <param name="timeout">Bound.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    private async Task<bool> WaitForReplayAsync(ulong? target, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!(await ReadFactsAsync(cancellationToken)).IsInRecovery) return true;
        ulong? before = null;
        return await UntilAsync(
            async () =>
            {
                var row = (await AskAsync(Progress, cancellationToken))[0];
                var (received, replayed) = (WalSet.PositionOf(row[0]), WalSet.PositionOf(row[1]));
                var isAtEnd = row[2] is "RecoveryWalStream" or "RecoveryWalAll" or "RecoveryRetrieveRetryInterval" && before == replayed;
                before = replayed;
                return replayed >= (target ?? received) || (isAtEnd && received >= (target ?? 0));
            },
            timeout,
            Pause,
            cancellationToken);
    }
}
