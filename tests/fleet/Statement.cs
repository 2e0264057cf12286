using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ham4Db.Simulation;

/// <summary>A statement as MySQL 8.4 understands it: how to answer it for a server. Each text is read once.</summary>
internal sealed partial class Statement
{
    private const string UptimeSeconds = "864000";

    private static readonly ConcurrentDictionary<string, Statement[]> Known = new(StringComparer.Ordinal);

    private readonly Func<SimulatedServer, Answer> _answer;

    private Statement(string text) => _answer = Read(text.Trim());

    /// <summary>The statements of one packet.</summary>
    public static IReadOnlyList<Statement> Of(string batch) =>
        Known.TryGetValue(batch, out var statements) ? statements : Known.GetOrAdd(batch, text => [.. text.Split("; ").Select(statement => new Statement(statement))]);

    /// <summary>Answers, and does what it says.</summary>
    public Answer Run(SimulatedServer server) => _answer(server);

    private static Func<SimulatedServer, Answer> Read(string text)
    {
        if (VariablesPattern().IsMatch(text)) return Variables(text["SELECT ".Length..]);
        if (Pattern(text, "SHOW REPLICA STATUS")) return server => server.Cluster.Read(() =>
        {
            // Each full probe asks this once, and nothing else does but changes of replication.
            server.Looked();
            return ReplicaStatus(server);
        });
        if (Pattern(text, "SHOW REPLICAS")) return server => server.Cluster.Read(() => new Answer(Columns.Replicas, [.. server.Replicas.Select(replica => RegistrationOf(replica, server))]));
        if (Pattern(text, "SHOW BINARY LOG STATUS")) return server => server.Cluster.Read(() => Answer.Row(Columns.BinaryLogStatus, ["binlog.000007", Position(server), "", "", server.ExecutedText()]));
        if (Pattern(text, "SHOW GLOBAL STATUS") && text.Contains("'Uptime'", StringComparison.Ordinal)) return _ => Answer.Row(["Variable_name", "Value"], ["Uptime", UptimeSeconds]);
        if (Pattern(text, "SHOW GLOBAL")) return _ => new Answer(["Variable_name", "Value"], []);
        if (text.Contains("PROCESSLIST", StringComparison.Ordinal)) return _ => new Answer(["ID"], []);
        if (text.Contains("slave_master_info", StringComparison.Ordinal)) return _ => Answer.Row(["User_name", "User_password"], ["repl", "repl"]);
        if (WaitPattern().IsMatch(text)) return _ => Answer.One;
        if (Pattern(text, "STOP REPLICA") || Pattern(text, "START REPLICA")) return Threads(text);
        if (Pattern(text, "RESET REPLICA ALL")) return server => Change(server, () => (server.SourceHost, server.SourcePort) = ("", 0));
        if (Pattern(text, "CHANGE REPLICATION SOURCE TO")) return Source(text);
        if (ReadOnlyPattern().Match(text) is { Success: true } readOnly) return ReadOnly(readOnly.Groups["value"].Value is "ON" or "1");
        if (Pattern(text, "SET ") || Pattern(text, "KILL ") || text is "BEGIN" or "COMMIT") return _ => Answer.Done;
        return _ => new Answer([], [], $"You have an error in your SQL syntax near '{text}'");
    }

    private static Func<SimulatedServer, Answer> Variables(string list)
    {
        var names = VariablePattern().Matches(list).Select(match => match.Groups["name"].Value).ToList();
        if (names.Find(name => !IsVariable(name)) is { } unknown) return _ => new Answer([], [], $"Unknown system variable '{unknown}'");
        return server => server.Cluster.Read(() => Answer.Row(names, [.. names.Select(name => Value(server, name))]));
    }

    private static bool IsVariable(string name) => name is "hostname" or "report_host" or "server_id" or "version" or "version_comment" or "read_only" or "super_read_only"
        or "log_bin" or "log_replica_updates" or "binlog_format" or "binlog_row_image" or "server_uuid" or "gtid_mode" or "gtid_executed" or "gtid_purged" or "offline_mode";

    private static string Value(SimulatedServer server, string name) => name switch
    {
        "hostname" or "report_host" => server.Host,
        "server_id" => Text(server.Number),
        "version" => SimulatedConnection.Version,
        "version_comment" => "MySQL Community Server - GPL",
        "read_only" or "super_read_only" => server.IsReadOnly ? "1" : "0",
        "log_bin" or "log_replica_updates" => "1",
        "binlog_format" => "ROW",
        "binlog_row_image" => "FULL",
        "server_uuid" => server.Uuid,
        "gtid_mode" => "ON",
        "gtid_executed" => server.ExecutedText(),
        "offline_mode" => "0",
        _ => "",
    };

    private static Answer ReplicaStatus(SimulatedServer server)
    {
        if (server.SourceHost.Length == 0) return new Answer(Columns.ReplicaStatus, []);
        var runs = server.ReceiverRuns;
        var isConnected = server.IsConnected || (runs && server.Source is { Fault: ServerFault.Hung });
        var executed = server.ExecutedText();
        return Answer.Row(Columns.ReplicaStatus, [.. Columns.ReplicaStatus.Select(column => column switch
        {
            "Source_Host" => server.SourceHost,
            "Source_Port" => Text(server.SourcePort),
            "Source_User" => "repl",
            "Source_UUID" => server.Source?.Uuid ?? "",
            "Source_Log_File" or "Relay_Source_Log_File" => "binlog.000007",
            "Relay_Log_File" => "relay.000002",
            "Read_Source_Log_Pos" or "Exec_Source_Log_Pos" or "Relay_Log_Pos" => Position(server),
            "Replica_IO_Running" => !runs ? "No" : isConnected ? "Yes" : "Connecting",
            "Replica_SQL_Running" => server.ApplierRuns ? "Yes" : "No",
            "Last_IO_Errno" => runs && !isConnected ? "2003" : "0",
            "Last_IO_Error" => runs && !isConnected ? $"error connecting to source 'repl@{server.SourceHost}:{server.SourcePort}'" : "",
            "Last_Errno" or "Last_SQL_Errno" or "SQL_Delay" or "Skip_Counter" => "0",
            "Seconds_Behind_Source" => isConnected && server.ApplierRuns ? Text(server.LagSeconds) : null,
            "Retrieved_Gtid_Set" or "Executed_Gtid_Set" => executed,
            "Auto_Position" => "1",
            "Source_SSL_Allowed" => "No",
            _ => "",
        })]);
    }

    private static Func<SimulatedServer, Answer> Threads(string text)
    {
        var starts = Pattern(text, "START");
        var receiver = !text.Contains("SQL_THREAD", StringComparison.Ordinal);
        var applier = !text.Contains("IO_THREAD", StringComparison.Ordinal);
        return server => Change(server, () =>
        {
            if (receiver) server.ReceiverRuns = starts;
            if (applier) server.ApplierRuns = starts;
        });
    }

    private static Func<SimulatedServer, Answer> Source(string text)
    {
        var options = OptionPattern().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim('\''));
        return server => Change(server, () =>
        {
            server.SourceHost = options.GetValueOrDefault("HOST", server.SourceHost);
            if (options.TryGetValue("PORT", out var port)) server.SourcePort = int.Parse(port, CultureInfo.InvariantCulture);
        });
    }

    private static Func<SimulatedServer, Answer> ReadOnly(bool isReadOnly) => server =>
    {
        Change(server, () => server.IsReadOnly = isReadOnly);
        if (!isReadOnly) server.Cluster.Promoted(server);
        return Answer.Done;
    };

    private static Answer Change(SimulatedServer server, Action change)
    {
        server.Cluster.Change(change);
        return Answer.Done;
    }

    private static IReadOnlyList<string?> RegistrationOf(SimulatedServer replica, SimulatedServer source) =>
        [Text(replica.Number), replica.Host, Text(replica.Port), Text(source.Number), replica.Uuid];

    private static string Position(SimulatedServer server) => Text(server.Executed().Values.Sum() * 300);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool Pattern(string text, string start) => text.StartsWith(start, StringComparison.Ordinal);

    [GeneratedRegex(@"^SELECT (@@global\.\w+( AS \w+)?(, )?)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VariablesPattern();

    [GeneratedRegex(@"@@global\.(?<name>\w+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"GTID_SUBSET\(|WAIT_FOR_EXECUTED_GTID_SET\(|SOURCE_POS_WAIT\(|GET_LOCK\(|RELEASE_LOCK\(", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WaitPattern();

    [GeneratedRegex(@"SOURCE_(?<name>[A-Z_]+) = (?<value>'[^']*'|[^,\s]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OptionPattern();

    [GeneratedRegex(@"^SET GLOBAL (super_)?read_only = (?<value>\w+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReadOnlyPattern();
}
