using Ham4Db.Core.Model;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Functions.Tests.Fakes;

/// <content>Binary and relay logs.</content>
internal sealed partial class ScriptedSession
{
    public Task<IReadOnlyList<string>> ListLogFilesAsync(LogKind kind, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public Task<IReadOnlyList<LogEvent>> ReadLogEventsAsync(LogKind kind, BinlogCoordinates from, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LogEvent>>([.. server.Events.Where(e => kind == LogKind.Binary && e.At.Position >= from.Position).Take(limit)]);

    public Task<bool> TryWritePseudoGtidAsync(string statement, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(!server.IsReadOnly);

    public Task<bool> WaitForPositionAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(true);
}
