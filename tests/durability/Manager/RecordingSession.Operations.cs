using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Durability.Tests.Manager;

/// <content>Operations on a single instance.</content>
internal sealed partial class RecordingSession
{
    public Task DetachAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server detach", () => session.DetachAsync(cancellationToken));

    public Task ReattachAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server reattach", () => session.ReattachAsync(cancellationToken));

    public Task SetGtidPositioningAsync(bool enabled, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server gtid positioning", () => session.SetGtidPositioningAsync(enabled, cancellationToken));

    public Task SetDelayAsync(long seconds, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server delay", () => session.SetDelayAsync(seconds, cancellationToken));

    public Task<string?> FindFailedTransactionAsync(CancellationToken cancellationToken) => session.FindFailedTransactionAsync(cancellationToken);

    public Task<bool> SkipEventGroupAsync(BinlogCoordinates failedAt, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server skip events", () => session.SkipEventGroupAsync(failedAt, cancellationToken));

    public Task<IReadOnlyList<string>> GetRestartStatementsAsync(string injected, CancellationToken cancellationToken) =>
        session.GetRestartStatementsAsync(injected, cancellationToken);

    public Task<IReadOnlyList<BinaryLog>> ReadBinaryLogsAsync(CancellationToken cancellationToken) => session.ReadBinaryLogsAsync(cancellationToken);

    public Task FlushBinaryLogsAsync(CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server flush logs", () => session.FlushBinaryLogsAsync(cancellationToken));

    public Task PurgeBinaryLogsAsync(string file, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server purge logs", () => session.PurgeBinaryLogsAsync(file, cancellationToken));

    public Task InjectEmptyTransactionsAsync(IReadOnlyList<string> gtids, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server inject", () => session.InjectEmptyTransactionsAsync(gtids, cancellationToken));

    public Task ReplaceGtidHistoryAsync(string gtidSet, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server replace history", () => session.ReplaceGtidHistoryAsync(gtidSet, cancellationToken));

    public Task<bool> KillQueryAsync(long connectionId, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server kill query", () => session.KillQueryAsync(connectionId, cancellationToken));

    public Task SetClientsShutOutAsync(bool shutOut, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server shut out", () => session.SetClientsShutOutAsync(shutOut, cancellationToken));

    public Task<bool> AreClientsShutOutAsync(CancellationToken cancellationToken) => session.AreClientsShutOutAsync(cancellationToken);

    public Task<string?> WhyNotCloneAsync(CancellationToken cancellationToken) => session.WhyNotCloneAsync(cancellationToken);

    public Task<bool> IsCloningAsync(CancellationToken cancellationToken) => session.IsCloningAsync(cancellationToken);

    public Task CloneAsync(InstanceKey donor, TimeSpan timeout, CancellationToken cancellationToken) =>
        breakpoints.AroundAsync("server clone", () => session.CloneAsync(donor, timeout, cancellationToken));
}
