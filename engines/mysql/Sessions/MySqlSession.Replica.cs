using System.Text.RegularExpressions;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>How a replica positions itself, waits and goes on.</content>
internal sealed partial class MySqlSession
{
    /// <summary>The transaction is the first event at the position where the applier stands, after what describes the file.</summary>
    private const int EventsToFindTransaction = 10;

    /// <inheritdoc/>
    public async Task SetGtidPositioningAsync(bool enabled, CancellationToken cancellationToken)
    {
        if ((await RequireChannelAsync(cancellationToken)).UsesGtid == enabled) return;
        await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
        var channel = await RequireChannelAsync(cancellationToken);
        var byGtid = Dialect.IsMariaDb ? "MASTER_USE_GTID = slave_pos" : $"{Dialect.Source}_AUTO_POSITION = 1";
        await ChangeSourceAsync(enabled ? [byGtid] : PositionSettings(channel with { UsesMariaDbGtid = false, UsesOracleGtid = false }), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SetDelayAsync(long seconds, CancellationToken cancellationToken)
    {
        if ((await RequireChannelAsync(cancellationToken)).DelaySeconds == seconds) return;
        if (Dialect.ChangesApplierAlone) await RunAsync("stopping the applier", Dialect.StopApplier, cancellationToken);
        else await StopAsync("stopping replication", Dialect.Stop, cancellationToken);
        await ChangeSourceAsync([$"{Dialect.Source}_DELAY = {seconds}"], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<string?> FindFailedTransactionAsync(CancellationToken cancellationToken)
    {
        var channel = await RequireChannelAsync(cancellationToken);
        if (channel.ApplierErrorNumber == 0) return null;
        if (OracleFailure().Match(channel.ApplierError) is { Success: true } told) return told.Groups[1].Value;
        if (channel.RelayLog.IsEmpty) return null;
        var events = await RunAsync(
            "reading the relay log",
            $"SHOW RELAYLOG EVENTS IN {SqlText.Quote(channel.RelayLog.File)} FROM {channel.RelayLog.Position} LIMIT {EventsToFindTransaction}{Dialect.DefaultChannel}",
            cancellationToken);
        for (var row = 0; row < events.Tables[0].Count; row++)
            if (GtidOfEvent().Match(events.Tables[0].Find(row, "Info") ?? "") is { Success: true } found)
                return found.Groups[1].Success ? found.Groups[1].Value : found.Groups[2].Value;
        return null;
    }

    /// <inheritdoc/>
    public async Task<bool> SkipEventGroupAsync(BinlogCoordinates failedAt, CancellationToken cancellationToken)
    {
        var channel = await RequireChannelAsync(cancellationToken);
        if (channel.Applier != ReplicationThreadState.Stopped || channel.Executed != failedAt) return false;
        await RunAsync("skipping a transaction", $"SET GLOBAL {Dialect.SkipCounter} = 1", cancellationToken);
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> GetRestartStatementsAsync(string injected, CancellationToken cancellationToken)
    {
        var channel = await RequireChannelAsync(cancellationToken);
        var (receives, applies) = (channel.Receiver != ReplicationThreadState.Stopped, channel.Applier != ReplicationThreadState.Stopped);
        List<string> statements = [];
        if (receives) statements.Add(Dialect.StopReceiver);
        if (applies) statements.Add(Dialect.StopApplier);
        if (injected.Trim().TrimEnd(';') is { Length: > 0 } statement) statements.Add(statement);
        if (applies) statements.Add(Dialect.StartApplier);
        if (receives) statements.Add(Dialect.StartReceiver);
        return [.. statements.Select(s => s + ";")];
    }

    /// <summary>MySQL 8: <c>Worker 1 failed executing transaction '…:17' at source log …</c>.</summary>
    [GeneratedRegex(@"transaction '([0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?::\w+)?:\d+)'", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OracleFailure();

    /// <summary>MySQL: <c>SET @@SESSION.GTID_NEXT= '…:17'</c>; MariaDB: <c>BEGIN GTID 0-1-17</c> or <c>GTID 0-1-17</c>.</summary>
    [GeneratedRegex(@"GTID_NEXT\s*=\s*'([0-9a-fA-F]{8}-[0-9a-fA-F-]{27}(?::\w+)?:\d+)'|\bGTID (\d+-\d+-\d+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex GtidOfEvent();
}
