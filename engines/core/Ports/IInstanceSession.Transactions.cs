namespace Ham4Db.Core.Ports;

/// <content>Binary logs and GTID histories.</content>
public partial interface IInstanceSession
{
    /// <summary>Lists the binary logs, oldest first; empty when the server writes none.</summary>
    Task<IReadOnlyList<BinaryLog>> ReadBinaryLogsAsync(CancellationToken cancellationToken);

    /// <summary>Closes the current binary log and begins a new one.</summary>
    Task FlushBinaryLogsAsync(CancellationToken cancellationToken);

    /// <summary>Removes all binary logs before <paramref name="file"/>.</summary>
    Task PurgeBinaryLogsAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Writes each of the named transactions as one without content, so that replicas take it for done. What the server has already executed stays as it is.
    /// On MariaDB, whose positions know only the last transaction of a domain, a statement without effect stands in, and it must be ahead of the server's own position there.
    /// </summary>
    Task InjectEmptyTransactionsAsync(IReadOnlyList<string> gtids, CancellationToken cancellationToken);

    /// <summary>
    /// Removes all binary logs and makes the server believe that it has executed <paramref name="gtidSet"/> and nothing else. The data stays as it is.
    /// Replication must be stopped.
    /// </summary>
    Task ReplaceGtidHistoryAsync(string gtidSet, CancellationToken cancellationToken);
}
