using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Core.PseudoGtid;

/// <summary>A log read over a session.</summary>
/// <param name="session">The session.</param>
/// <param name="kind">Which log.</param>
public sealed class SessionLog(IInstanceSession session, LogKind kind) : IEventLog
{
    /// <inheritdoc/>
    public string Name => $"the {(kind == LogKind.Binary ? "binary" : "relay")} log of {session.Key}";

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListFilesAsync(CancellationToken cancellationToken) => session.ListLogFilesAsync(kind, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadAsync(BinlogCoordinates from, int limit, CancellationToken cancellationToken) =>
        session.ReadLogEventsAsync(kind, from, limit, cancellationToken);
}
