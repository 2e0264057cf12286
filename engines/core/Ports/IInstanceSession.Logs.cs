using Ham4Db.Core.Model;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Core.Ports;

/// <content>Binary and relay logs.</content>
public partial interface IInstanceSession
{
    /// <summary>Lists the files of a log, oldest first; none where there is no such log. Of the relay log, those that the applier has reached.</summary>
    Task<IReadOnlyList<string>> ListLogFilesAsync(LogKind kind, CancellationToken cancellationToken);

    /// <summary>Reads events of one file of a log, in order.</summary>
    /// <param name="kind">Which log.</param>
    /// <param name="from">The file and where an event of it begins; position 0 for the file's start.</param>
    /// <param name="limit">How many events to read at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    Task<IReadOnlyList<LogEvent>> ReadLogEventsAsync(LogKind kind, BinlogCoordinates from, int limit, CancellationToken cancellationToken);

    /// <summary>Writes a Pseudo-GTID entry, unless the instance is read-only: the manager's account could write even then.</summary>
    /// <param name="statement">The statement that makes the entry.</param>
    /// <param name="timeout">What takes longer is given up and, where the server can do that, ended; it keeps no lock of this session.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>False when the instance is read-only.</returns>
    Task<bool> TryWritePseudoGtidAsync(string statement, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Waits until the instance has executed its source's log up to <paramref name="position"/>.</summary>
    /// <returns>False when it has not within <paramref name="timeout"/>.</returns>
    Task<bool> WaitForPositionAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken);
}
