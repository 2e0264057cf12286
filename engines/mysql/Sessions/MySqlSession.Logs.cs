using System.Globalization;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Engines.MySql.Connections;
using Ham4Db.Engines.MySql.Probing;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Binary and relay logs: their events, and Pseudo-GTID entries.</content>
internal sealed partial class MySqlSession
{
    private const int NoBinaryLog = 1381;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> ListLogFilesAsync(LogKind kind, CancellationToken cancellationToken)
    {
        if (kind == LogKind.Relay) return await ListRelayLogFilesAsync(cancellationToken);
        try
        {
            var listed = await RunAsync("listing binary logs", "SHOW BINARY LOGS", cancellationToken);
            return [.. Enumerable.Range(0, listed.Tables[0].Count).Select(row => listed.Tables[0].At(row, 0) ?? "")];
        }
        catch (InstanceOperationException exception) when (exception.InnerException is MySqlException { Number: NoBinaryLog })
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogEvent>> ReadLogEventsAsync(LogKind kind, BinlogCoordinates from, int limit, CancellationToken cancellationToken)
    {
        var start = from.Position > 0 ? string.Create(CultureInfo.InvariantCulture, $" FROM {from.Position}") : "";
        var statement = string.Create(CultureInfo.InvariantCulture, $"{ShowEvents(kind)} IN {SqlText.Quote(from.File)}{start} LIMIT {limit}{(kind == LogKind.Relay ? Dialect.DefaultChannel : "")}");
        var read = (await RunAsync($"reading {from}", statement, cancellationToken)).Tables[0];
        return [.. Enumerable.Range(0, read.Count).Select(row => new LogEvent(
            new BinlogCoordinates(from.File, Number("Pos", row)), Number("End_log_pos", row), read.Find(row, "Event_type") ?? "", read.Find(row, "Info") ?? ""))];

        long Number(string column, int row) => ServerValues.ParseNumber(read.Find(row, column)) ?? 0;
    }

    /// <inheritdoc/>
    public async Task<bool> TryWritePseudoGtidAsync(string statement, TimeSpan timeout, CancellationToken cancellationToken)
    {
        // Over a connection of its own: a commit that waits for a replica cannot be ended everywhere, and would keep this session's locks on the server.
        using var writer = await opener.OpenAsync(Key, options.ConnectTimeout, cancellationToken);
        try
        {
            var values = new ServerValues();
            values.AddRow((await writer.ExecuteAsync("SELECT CONNECTION_ID() AS id, @@global.read_only AS read_only", timeout, cancellationToken)).Tables[0]);
            if (values.Flag("read_only")) return false;
            await WriteAsync(writer, statement, values.Number(0, "id"), timeout, cancellationToken);
            return true;
        }
        catch (MySqlException exception)
        {
            throw Refused("writing a Pseudo-GTID entry", exception);
        }
    }

    /// <summary>What has not been written in time must not be written later either: one that waits for a lock of somebody else is ended.</summary>
    private async Task WriteAsync(ServerConnection writer, string statement, long id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            await writer.ExecuteAsync(statement, timeout, cancellationToken);
        }
        catch (InstanceUnreachableException exception) when (exception.Failure.Kind == ProbeFailureKind.Timeout)
        {
            await connection.QueryAsync($"KILL {id}", timeout, cancellationToken);
            throw;
        }
    }

    /// <summary>There is no statement that lists them: they are numbered without gaps from the first one that can be read to the applier's.</summary>
    private async Task<IReadOnlyList<string>> ListRelayLogFilesAsync(CancellationToken cancellationToken)
    {
        if (await ReadChannelAsync(cancellationToken) is not { RelayLog: { IsEmpty: false, FileNumber: > 0 } newest }) return [];
        var first = (await RunAsync("reading the oldest relay log", $"{ShowEvents(LogKind.Relay)} LIMIT 1{Dialect.DefaultChannel}", cancellationToken)).Tables[0];
        if (first.Count == 0) return [newest.File];
        var oldest = new BinlogCoordinates(first.Find(0, "Log_name") ?? newest.File, 0);
        var name = newest.File[..(newest.File.LastIndexOf('.') + 1)];
        var files = new List<string>();
        for (var number = oldest.FileNumber; number <= newest.FileNumber; number++) files.Add(string.Create(CultureInfo.InvariantCulture, $"{name}{number:D6}"));
        return files;
    }

    private static string ShowEvents(LogKind kind) => kind == LogKind.Binary ? "SHOW BINLOG EVENTS" : "SHOW RELAYLOG EVENTS";
}
