using Ham4Db.Core.Model;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Durability.Tests.Manager;

/// <content>Binary and relay logs.</content>
internal sealed partial class RecordingSession
{
    public Task<IReadOnlyList<string>> ListLogFilesAsync(LogKind kind, CancellationToken cancellationToken) => session.ListLogFilesAsync(kind, cancellationToken);

    public Task<IReadOnlyList<LogEvent>> ReadLogEventsAsync(LogKind kind, BinlogCoordinates from, int limit, CancellationToken cancellationToken) =>
        session.ReadLogEventsAsync(kind, from, limit, cancellationToken);

    public Task<bool> TryWritePseudoGtidAsync(string statement, TimeSpan timeout, CancellationToken cancellationToken) =>
        session.TryWritePseudoGtidAsync(statement, timeout, cancellationToken);

    public Task<bool> WaitForPositionAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken) =>
        session.WaitForPositionAsync(position, timeout, cancellationToken);
}
