using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <content>How a replica positions itself, waits and goes on.</content>
public partial interface IInstanceSession
{
    /// <summary>Makes the replica position itself by GTID, or by the coordinates that it has applied up to. Its source and everything else stay. Replication is left stopped.</summary>
    Task SetGtidPositioningAsync(bool enabled, CancellationToken cancellationToken);

    /// <summary>Makes the replica apply everything <paramref name="seconds"/> later than its source; 0 is at once. The applier is left stopped, and the receiver too where the server wants that.</summary>
    Task SetDelayAsync(long seconds, CancellationToken cancellationToken);

    /// <summary>Finds the transaction that the applier stopped at, in the server's error and else in its relay log.</summary>
    /// <returns>Its GTID; null when it has none or cannot be found.</returns>
    Task<string?> FindFailedTransactionAsync(CancellationToken cancellationToken);

    /// <summary>Makes the applier leave out one transaction when it is started, provided that it still stands at <paramref name="failedAt"/>; not with MySQL's gtid_mode=ON.</summary>
    /// <returns>False when it has moved on, and nothing was changed.</returns>
    Task<bool> SkipEventGroupAsync(BinlogCoordinates failedAt, CancellationToken cancellationToken);

    /// <summary>The statements that stop replication, run <paramref name="injected"/>, and start what runs now.</summary>
    Task<IReadOnlyList<string>> GetRestartStatementsAsync(string injected, CancellationToken cancellationToken);
}
