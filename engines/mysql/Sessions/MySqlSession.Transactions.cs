using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Probing;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Binary logs and GTID histories.</content>
internal sealed partial class MySqlSession
{
    private const int InjectedPerRoundTrip = 100;

    private static readonly TimeSpan PurgePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BinaryLog>> ReadBinaryLogsAsync(CancellationToken cancellationToken)
    {
        var isWritten = await RunAsync("reading settings", "SELECT @@global.log_bin", cancellationToken);
        if (isWritten.Scalar is not ("1" or "ON")) return [];
        var logs = (await RunAsync("listing binary logs", "SHOW BINARY LOGS", cancellationToken)).Tables[0];
        return [.. Enumerable.Range(0, logs.Count).Select(row => new BinaryLog(logs.At(row, 0) ?? "", ServerValues.ParseNumber(logs.At(row, 1)) ?? 0))];
    }

    /// <inheritdoc/>
    public Task FlushBinaryLogsAsync(CancellationToken cancellationToken) => RunAsync("beginning a new binary log", "FLUSH BINARY LOGS", cancellationToken);

    /// <inheritdoc/>
    public async Task PurgeBinaryLogsAsync(string file, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            await RunAsync("purging binary logs", $"PURGE BINARY LOGS TO {SqlText.Quote(file)}", cancellationToken);
            // A log that is sent to a replica, or that MariaDB would need after a crash of now, stays without an error.
            if (await ReadBinaryLogsAsync(cancellationToken) is not [var oldest, ..] || oldest.File == file) return;
            if (Stopwatch.GetElapsedTime(started) > PurgePatience)
                throw new InstanceOperationException($"{Key} keeps {oldest.File} and what follows: a replica reads it now, or the server needs it itself");
            await Task.Delay(PurgeInterval, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task InjectEmptyTransactionsAsync(IReadOnlyList<string> gtids, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var chunk in gtids.Chunk(InjectedPerRoundTrip))
                await RunAsync("injecting empty transactions", Dialect.IsMariaDb ? await PlaceholdersAsync(chunk, cancellationToken) : EmptyTransactions(chunk), cancellationToken);
        }
        catch (InstanceOperationException)
        {
            // What comes next on this session must not be taken for one of these transactions.
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task ReplaceGtidHistoryAsync(string gtidSet, CancellationToken cancellationToken)
    {
        if (await ReadChannelAsync(cancellationToken) is { } channel && (channel.Receiver != ReplicationThreadState.Stopped || channel.Applier != ReplicationThreadState.Stopped))
            throw new InstanceOperationException($"{Key}: the GTID history is left as it is, because replication runs");
        var wanted = SqlText.Quote(ChannelReader.OneLine(gtidSet));
        var (own, asked, setting) = Dialect.IsMariaDb
            ? ("SELECT @@global.gtid_binlog_pos = '' AND @@global.gtid_slave_pos = ", wanted, "gtid_slave_pos")
            : ("SELECT GTID_SUBSET(@@global.gtid_executed, s) AND GTID_SUBSET(s, @@global.gtid_executed) FROM (SELECT ", $"{wanted} AS s) wanted", "gtid_purged");
        if ((await RunAsync("comparing GTID sets", own + asked, cancellationToken)).Scalar == "1") return;
        await RunAsync("removing the binary logs", Dialect.ResetBinaryLogs, cancellationToken);
        if (gtidSet.Length > 0 || Dialect.IsMariaDb) await RunAsync("setting the executed transactions", $"SET GLOBAL {setting} = {wanted}", cancellationToken);
    }

    private static string EmptyTransactions(IEnumerable<string> gtids)
    {
        var statements = new StringBuilder();
        foreach (var gtid in gtids) statements.Append("SET SESSION gtid_next = ").Append(SqlText.Quote(gtid)).Append("; BEGIN; COMMIT; ");
        return statements.Append("SET SESSION gtid_next = 'AUTOMATIC'").ToString();
    }

    /// <summary>MariaDB writes nothing for an empty transaction. FLUSH HOSTS is written to the binary log and changes nothing that anybody would miss.</summary>
    private async Task<string> PlaceholdersAsync(IEnumerable<string> gtids, CancellationToken cancellationToken)
    {
        var positions = (await RunAsync("reading positions", "SELECT @@global.gtid_binlog_pos, @@global.gtid_slave_pos", cancellationToken)).Tables[0];
        var executed = MariaDbGtidSet.Parse(MariaDbGtid.Union(positions.At(0, 0), positions.At(0, 1)));
        var statements = new StringBuilder();
        foreach (var gtid in gtids)
        {
            var parts = MariaDbGtidSet.Parse(gtid).ToString().Split('-');
            if (parts.Length != 3) throw new InstanceOperationException($"{Key}: '{gtid}' is not one GTID");
            if (executed.Contains(MariaDbGtidSet.Parse(gtid))) continue;
            statements.Append(CultureInfo.InvariantCulture, $"SET SESSION gtid_domain_id = {parts[0]}; SET SESSION server_id = {parts[1]}; SET SESSION gtid_seq_no = {parts[2]}; FLUSH HOSTS; ");
        }

        return statements.Append("SET SESSION gtid_domain_id = @@global.gtid_domain_id; SET SESSION server_id = @@global.server_id").ToString();
    }
}
