using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Tests.Support.Versions;

/// <summary>
/// A server of one version as its manual describes it, over the wire protocol: a replica with the columns of that version, which starts, stops and
/// changes its source when it is told so in words of that version, and does not understand any other.
/// </summary>
internal sealed partial class VersionServer : IAsyncDisposable
{
    private const int ParseError = 1064;
    private const int UnknownVariable = 1193;

    private readonly FakeVersion _version;
    private readonly FakeServer _server;
    private readonly ConcurrentQueue<string> _statements = new();
    private readonly ConcurrentDictionary<string, string> _variables;
    private readonly ChannelScript _channel;

    public VersionServer(FakeVersion version)
    {
        _version = version;
        _variables = new(version.Variables, StringComparer.OrdinalIgnoreCase);
        _channel = new ChannelScript(version);
        _server = new FakeServer(ServeAsync);
    }

    public InstanceKey Key => _server.Key;

    /// <summary>Everything that was sent, in order, but what the driver sends by itself.</summary>
    public IReadOnlyList<string> Statements => [.. _statements];

    /// <summary>What was sent to change something.</summary>
    public IReadOnlyList<string> Changes => [.. _statements.Where(statement => ChangePattern().IsMatch(statement))];

    /// <summary>Answers that go before the script's own.</summary>
    public Func<string, FakeAnswer?> Override { get; set; } = _ => null;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        await FakeServer.GreetAsync(stream, _version.Greeting);
        await FakeServer.ReadPacketAsync(stream, cancellationToken);
        await FakeServer.SendAsync(stream, 2, [0, 0, 0, 2, 0, 0, 0]);
        while (true)
        {
            var packet = await FakeServer.ReadPacketAsync(stream, cancellationToken);
            if (packet[0] != 3) return;
            List<FakeAnswer> answers = [];
            foreach (var statement in Encoding.UTF8.GetString(packet, 1, packet.Length - 1).Split("; "))
            {
                answers.Add(Answer(statement));
                if (answers[^1].ErrorNumber != 0) break;
            }

            await FakeProtocol.SendAsync(stream, answers);
        }
    }

    private FakeAnswer Answer(string statement)
    {
        if (statement.StartsWith("SET NAMES", StringComparison.OrdinalIgnoreCase)) return FakeAnswer.Done;
        _statements.Enqueue(statement);
        return Override(statement) ?? Read(statement) ?? Change(statement)
            ?? FakeAnswer.Error(ParseError, $"You have an error in your SQL syntax near '{statement}'");
    }

    private FakeAnswer? Read(string statement)
    {
        if (statement == _version.Status.Statement) return _channel.Status(_variables);
        if (statement == _version.Binlog.Statement)
            return Row(_version.Binlog.Columns, column => column switch { "File" => "binlog.000007", "Position" => "4711", "Executed_Gtid_Set" => _variables["gtid_executed"], _ => "" });
        if (statement == _version.Replicas.Statement)
            return Row(_version.Replicas.Columns, column => column switch { "Host" => "db3.example", "Port" => "3307", _ when column.EndsWith("_UUID", StringComparison.Ordinal) => FakeVersions.Uuid, _ => "3" });
        if (VariablesPattern().Match(statement) is { Success: true } variables) return Variables(variables.Groups[1].Value);
        if (ShowPattern().Match(statement) is { Success: true } show) return Show(show.Groups[1].Value);
        return statement switch
        {
            "SHOW BINLOG EVENTS LIMIT 2" when _version.IsMariaDb => new(
                ["Log_name", "Pos", "Event_type", "Server_id", "End_log_pos", "Info"], [["b.1", "256", "Gtid_list", "2", "299", "[0-1-12]"]]),
            "SELECT 1 FROM mysql.slave_master_info WHERE User_name <> '' LIMIT 1" when !_version.IsMariaDb => FakeAnswer.Cell("1"),
            _ when statement.Contains("GET_LOCK(", StringComparison.Ordinal) => FakeAnswer.Cell("1"),
            _ when statement.StartsWith("SELECT GTID_SUBSET(", StringComparison.Ordinal) && !_version.IsMariaDb => FakeAnswer.Cell("1"),
            _ when statement.Contains("FROM information_schema.PROCESSLIST", StringComparison.Ordinal) => new(["ID"], []),
            _ when WaitPattern().Match(statement) is { Success: true } wait && _version.WaitFunctions.Contains(wait.Groups[1].Value) => FakeAnswer.Cell("1"),
            _ => null,
        };
    }

    private FakeAnswer? Change(string statement)
    {
        if (SettingPattern().Match(statement) is { Success: true } setting)
        {
            var (name, value) = (setting.Groups[1].Value, setting.Groups[2].Value);
            if (!_variables.ContainsKey(name)) return FakeAnswer.Error(UnknownVariable, $"Unknown system variable '{name}'");
            _variables[name] = value;
            return FakeAnswer.Done;
        }

        if (statement.StartsWith("SET SESSION sql_mode = '', lock_wait_timeout = ", StringComparison.Ordinal)) return FakeAnswer.Done;
        if (!_version.Grammar.Any(pattern => Regex.IsMatch(statement, $"^{pattern}$", RegexOptions.NonBacktracking))) return null;
        _channel.Change(statement);
        return FakeAnswer.Done;
    }

    private FakeAnswer Variables(string list)
    {
        var names = list.Split(", ").Select(item => item.Split(" AS ")[0].Replace("@@global.", "", StringComparison.Ordinal)).ToList();
        return names.Find(name => !_variables.ContainsKey(name)) is { } unknown
            ? FakeAnswer.Error(UnknownVariable, $"Unknown system variable '{unknown}'")
            : new(names, [[.. names.Select(name => _variables[name])]]);
    }

    private FakeAnswer Show(string condition) => new(
        ["Variable_name", "Value"],
        [.. _variables.Append(new("Uptime", "86400")).Append(new("Rpl_semi_sync_slave_status", "ON")).Append(new("Rpl_semi_sync_replica_status", "ON"))
            .Where(pair => condition.Contains($"'{pair.Key}'", StringComparison.OrdinalIgnoreCase))
            .Select(pair => (IReadOnlyList<string?>)[pair.Key, pair.Value])]);

    private static FakeAnswer Row(string[] columns, Func<string, string?> value) => new(columns, [[.. columns.Select(value)]]);

    [GeneratedRegex(@"^SELECT ((@@global\.\w+( AS \w+)?(, )?)+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex VariablesPattern();

    [GeneratedRegex(@"^SHOW GLOBAL (?:VARIABLES|STATUS) (?:WHERE Variable_name IN \(|LIKE )(.*?)\)?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ShowPattern();

    [GeneratedRegex(@"^SELECT (?:IF\()?(\w+_WAIT|WAIT_\w+)\(", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WaitPattern();

    [GeneratedRegex(@"^SET GLOBAL (\w+) = (.+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SettingPattern();

    [GeneratedRegex(@"^(STOP|START|RESET|CHANGE|SET GLOBAL|KILL) ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ChangePattern();
}
