using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Tests.Fakes;

/// <content>Operations on a single instance.</content>
internal sealed partial class ScriptedSession
{
    public Task DetachAsync(CancellationToken cancellationToken) => Do(() =>
    {
        if (server.Source is { IsDetached: false } source) server.Source = source with { Host = InstanceKey.DetachedPrefix + source.Host };
        server.IsReceiving = server.IsApplying = false;
    });

    public Task ReattachAsync(CancellationToken cancellationToken) => Do(() =>
    {
        if (server.Source is { IsDetached: true } source) server.Source = source with { Host = source.Host[InstanceKey.DetachedPrefix.Length..] };
    });

    public Task SetGtidPositioningAsync(bool enabled, CancellationToken cancellationToken) => Do(() =>
    {
        server.UsesGtid = enabled;
        server.IsReceiving = server.IsApplying = false;
    });

    public Task SetDelayAsync(long seconds, CancellationToken cancellationToken) => Do(() =>
    {
        server.DelaySeconds = seconds;
        server.IsApplying = false;
    });

    public Task<string?> FindFailedTransactionAsync(CancellationToken cancellationToken) => Task.FromResult(server.FailedTransaction);

    public async Task<bool> SkipEventGroupAsync(BinlogCoordinates failedAt, CancellationToken cancellationToken)
    {
        await Do(() => server.FailedTransaction = null);
        return true;
    }

    public Task<IReadOnlyList<string>> GetRestartStatementsAsync(string injected, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>(["STOP REPLICA;", injected + ";", "START REPLICA;"]);

    public Task<IReadOnlyList<BinaryLog>> ReadBinaryLogsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<BinaryLog>>(
        [.. Enumerable.Range(server.FirstLog, server.LastLog - server.FirstLog + 1).Select(number => new BinaryLog($"mysql-bin.{number:D6}", 4200))]);

    public Task FlushBinaryLogsAsync(CancellationToken cancellationToken) => Do(() => server.LastLog++);

    public Task PurgeBinaryLogsAsync(string file, CancellationToken cancellationToken) => Do(() => server.FirstLog = (int)new BinlogCoordinates(file, 0).FileNumber);

    public Task InjectEmptyTransactionsAsync(IReadOnlyList<string> gtids, CancellationToken cancellationToken) => Do(() =>
    {
        server.ExecutedGtidSet = OracleGtidSet.Parse(string.Join(',', gtids.Prepend(server.ExecutedGtidSet))).ToString();
        if (server.FailedTransaction is { } failed && gtids.Contains(failed)) server.FailedTransaction = null;
    });

    public Task ReplaceGtidHistoryAsync(string gtidSet, CancellationToken cancellationToken) => Do(() =>
    {
        server.ExecutedGtidSet = "";
        if (server.FailureWhileForgetting is { } failure)
        {
            server.FailureWhileForgetting = null;
            throw failure;
        }

        server.ExecutedGtidSet = gtidSet;
    });

    public async Task<bool> KillQueryAsync(long connectionId, CancellationToken cancellationToken)
    {
        await Do(() => server.Killed.Add(connectionId));
        return true;
    }

    public Task SetClientsShutOutAsync(bool shutOut, CancellationToken cancellationToken) => Do(() => server.IsShutOut = shutOut);

    public Task<bool> AreClientsShutOutAsync(CancellationToken cancellationToken) => Task.FromResult(server.IsShutOut);

    public Task<string?> WhyNotCloneAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task<bool> IsCloningAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    public Task CloneAsync(InstanceKey donor, TimeSpan timeout, CancellationToken cancellationToken) => Do(() => server.ExecutedGtidSet = fleet[donor].ExecutedGtidSet);
}
