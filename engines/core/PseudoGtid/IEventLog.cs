using Ham4Db.Core.Model;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>A server's binary or relay logs, read piece by piece.</summary>
public interface IEventLog
{
    /// <summary>Whose log it is, in words for messages, such as <c>the binary log of db-1:3306</c>.</summary>
    string Name { get; }

    /// <summary>The files that exist now, oldest first.</summary>
    Task<IReadOnlyList<string>> ListFilesAsync(CancellationToken cancellationToken);

    /// <summary>Reads events of one file.</summary>
    /// <param name="from">The file and where an event of it begins; position 0 for the file's start.</param>
    /// <param name="limit">How many events to read at most.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>The events from there on, in order; fewer than <paramref name="limit"/> where the file ends now.</returns>
    Task<IReadOnlyList<LogEvent>> ReadAsync(BinlogCoordinates from, int limit, CancellationToken cancellationToken);
}
