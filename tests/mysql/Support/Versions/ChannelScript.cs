using System.Text.RegularExpressions;

namespace Ham4Db.Engines.MySql.Tests.Support.Versions;

/// <summary>The default replication channel of a scripted server.</summary>
internal sealed partial class ChannelScript(FakeVersion version)
{
    private bool _exists = true;
    private bool _receives = true;
    private bool _applies = true;
    private string _host = "db1.example";
    private string _port = "3310";
    private string _user = "repl";
    private string _ssl = "Yes";

    /// <summary>The answer to SHOW REPLICA STATUS and its older forms.</summary>
    public FakeAnswer Status(IReadOnlyDictionary<string, string> variables) =>
        new(version.Status.Columns, _exists ? [[.. version.Status.Columns.Select(column => Value(column, variables))]] : []);

    /// <summary>Does what a statement of the version's grammar says.</summary>
    public void Change(string statement)
    {
        var word = statement.Split(' ')[0];
        if (word is "STOP" or "START")
        {
            if (!statement.Contains("SQL_THREAD", StringComparison.Ordinal)) _receives = word == "START";
            if (!statement.Contains("IO_THREAD", StringComparison.Ordinal)) _applies = word == "START";
        }
        else if (word == "RESET")
        {
            _exists = false;
        }
        else
        {
            _exists = true;
            foreach (Match option in Option().Matches(statement))
            {
                var value = option.Groups["value"].Value.Trim('\'');
                _ = option.Groups["name"].Value switch
                {
                    "HOST" => _host = value,
                    "PORT" => _port = value,
                    "USER" => _user = value,
                    "SSL" => _ssl = value == "1" ? "Yes" : "No",
                    _ => value,
                };
            }
        }
    }

    private string? Value(string column, IReadOnlyDictionary<string, string> variables) =>
        column.Replace("Source", "Master", StringComparison.Ordinal).Replace("Replica_", "Slave_", StringComparison.Ordinal) switch
        {
            "Connection_name" or "Channel_Name" => "",
            "Master_Host" => _host,
            "Master_Port" => _port,
            "Master_User" => _user,
            "Master_UUID" => FakeVersions.SourceUuid,
            "Slave_IO_Running" => _receives ? "Yes" : "No",
            "Slave_SQL_Running" => _applies ? "Yes" : "No",
            "Master_Log_File" or "Relay_Master_Log_File" => "bin.000042",
            "Read_Master_Log_Pos" or "Exec_Master_Log_Pos" => "1200",
            "Relay_Log_File" => "relay.000002",
            "Relay_Log_Pos" => "340",
            "Seconds_Behind_Master" => _receives && _applies ? "5" : null,
            "SQL_Delay" => "30",
            "Auto_Position" => "1",
            "Using_Gtid" => "Slave_Pos",
            "Retrieved_Gtid_Set" => $"{FakeVersions.SourceUuid}:11-77",
            "Executed_Gtid_Set" => variables["gtid_executed"],
            "Gtid_IO_Pos" => "0-1-77",
            "Replicate_Do_DB" => "shop",
            "Replicate_Ignore_Server_Ids" => "9",
            "Master_SSL_Allowed" => _ssl,
            "Master_SSL_CA_File" => "/etc/mysql/ca.pem",
            "Master_SSL_Cert" => "/etc/mysql/client.pem",
            "Master_SSL_Key" => "/etc/mysql/client-key.pem",
            "Last_IO_Errno" or "Last_SQL_Errno" or "Last_Errno" => "0",
            _ => "",
        };

    [GeneratedRegex(@"(MASTER|SOURCE)_(?<name>[A-Z_]+) = (?<value>'[^']*'|[^,\s]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Option();
}
