using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Engines.OpenGauss.Sessions;

/// <content>What belongs to binary logs and their transaction ids; openGauss has no such thing, and says so.</content>
internal sealed partial class OpenGaussSession
{
    /// <inheritdoc/>
    public Task SetClientsShutOutAsync(bool shutOut, CancellationToken cancellationToken) =>
        throw NoSuchThing("a way to shut ordinary clients out");

    /// <inheritdoc/>
    public Task<bool> AreClientsShutOutAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task<string?> WhyNotCloneAsync(CancellationToken cancellationToken) =>
        Task.FromResult<string?>($"{key} is an openGauss server: its agent builds it anew from the primary (gs_ctl build).");

    /// <inheritdoc/>
    public Task<bool> IsCloningAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task CloneAsync(InstanceKey donor, TimeSpan timeout, CancellationToken cancellationToken) => throw NoSuchThing("a copy of an arbitrary server");

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListLogFilesAsync(LogKind kind, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<LogEvent>> ReadLogEventsAsync(LogKind kind, BinlogCoordinates from, int limit, CancellationToken cancellationToken) => throw NoSuchThing("binary logs");

    /// <inheritdoc/>
    public Task<bool> TryWritePseudoGtidAsync(string statement, TimeSpan timeout, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public Task DetachAsync(CancellationToken cancellationToken) => throw NoSuchThing("a standby that is put aside");

    /// <inheritdoc/>
    public Task ReattachAsync(CancellationToken cancellationToken) => throw NoSuchThing("a standby that is put aside");

    /// <inheritdoc/>
    public Task SetDelayAsync(long seconds, CancellationToken cancellationToken) => throw NoSuchThing("a delay that its agent could set");

    /// <inheritdoc/>
    public Task<bool> ApplyUntilAsync(BinlogCoordinates position, TimeSpan timeout, CancellationToken cancellationToken) => throw NoSuchThing("replay up to a position and no further");

    /// <inheritdoc/>
    public Task SetGtidPositioningAsync(bool enabled, CancellationToken cancellationToken) => throw NoSuchThing("GTIDs");

    /// <inheritdoc/>
    public Task<string?> FindFailedTransactionAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    /// <inheritdoc/>
    public Task<bool> SkipEventGroupAsync(BinlogCoordinates failedAt, CancellationToken cancellationToken) => throw NoSuchThing("transactions that a standby could leave out");

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> GetRestartStatementsAsync(string injected, CancellationToken cancellationToken) => throw NoSuchThing("statements that stop and start replication");

    /// <inheritdoc/>
    public Task<IReadOnlyList<BinaryLog>> ReadBinaryLogsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BinaryLog>>([]);

    /// <inheritdoc/>
    public Task FlushBinaryLogsAsync(CancellationToken cancellationToken) => throw NoSuchThing("binary logs");

    /// <inheritdoc/>
    public Task PurgeBinaryLogsAsync(string file, CancellationToken cancellationToken) => throw NoSuchThing("binary logs");

    /// <inheritdoc/>
    public Task InjectEmptyTransactionsAsync(IReadOnlyList<string> gtids, CancellationToken cancellationToken) => throw NoSuchThing("GTIDs");

    /// <inheritdoc/>
    public Task ReplaceGtidHistoryAsync(string gtidSet, CancellationToken cancellationToken) => throw NoSuchThing("GTIDs");

    private InstanceOperationException NoSuchThing(string what) => new($"{key} is an openGauss server behind an agent, which has no such thing as {what}.");
}
