using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Reads SHOW REPLICA STATUS and its older forms; every column may have a newer and an older name.</summary>
internal static class ChannelReader
{
    private const string GroupChannelPrefix = "group_replication_";

    /// <summary>All channels but those that a replication group keeps for itself.</summary>
    public static List<ReplicationStatus> Read(ResultTable table)
    {
        List<ReplicationStatus> channels = [];
        for (var row = 0; row < table.Count; row++)
        {
            var channel = ReadRow(table, row);
            if (!channel.Channel.StartsWith(GroupChannelPrefix, StringComparison.Ordinal)) channels.Add(channel);
        }

        return channels;
    }

    private static ReplicationStatus ReadRow(ResultTable table, int row)
    {
        string Text(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (table.Find(row, name) is { } value)
                    return value;
            return "";
        }

        long Number(params ReadOnlySpan<string> names) => ServerValues.ParseNumber(Text(names)) ?? 0;

        var usingGtid = Text("Using_Gtid");
        return new()
        {
            Channel = Text("Channel_Name", "Connection_name"),
            Source = new(DatabaseEngine.MySql, Text("Source_Host", "Master_Host"), (int)Math.Clamp(Number("Source_Port", "Master_Port"), 0, 65535)),
            SourceServerId = Text("Source_UUID", "Master_UUID"),
            User = Text("Source_User", "Master_User"),
            Receiver = State(Text("Replica_IO_Running", "Slave_IO_Running")),
            Applier = State(Text("Replica_SQL_Running", "Slave_SQL_Running")),
            ReceiverErrorNumber = (int)Number("Last_IO_Errno"),
            ReceiverError = Text("Last_IO_Error"),
            ApplierErrorNumber = (int)Number("Last_SQL_Errno"),
            ApplierError = Text("Last_SQL_Error"),
            Read = new(Text("Source_Log_File", "Master_Log_File"), Number("Read_Source_Log_Pos", "Read_Master_Log_Pos")),
            Executed = new(Text("Relay_Source_Log_File", "Relay_Master_Log_File"), Number("Exec_Source_Log_Pos", "Exec_Master_Log_Pos")),
            RelayLog = new(Text("Relay_Log_File"), Number("Relay_Log_Pos")),
            RetrievedGtidSet = OneLine(Text("Retrieved_Gtid_Set", "Gtid_IO_Pos")),
            UsesOracleGtid = Number("Auto_Position") > 0,
            UsesMariaDbGtid = usingGtid.Length > 0 && !usingGtid.Equals("No", StringComparison.OrdinalIgnoreCase),
            UsingGtid = usingGtid,
            LagSeconds = ServerValues.ParseNumber(Text("Seconds_Behind_Source", "Seconds_Behind_Master")),
            DelaySeconds = Number("SQL_Delay"),
            HasFilters = HasFilters(table, row),
            UsesTls = IsYes(Text("Source_SSL_Allowed", "Master_SSL_Allowed")),
            Tls = IsYes(Text("Source_SSL_Allowed", "Master_SSL_Allowed"))
                ? new()
                {
                    CaFile = Text("Source_SSL_CA_File", "Master_SSL_CA_File"),
                    CaFolder = Text("Source_SSL_CA_Path", "Master_SSL_CA_Path"),
                    CertificateFile = Text("Source_SSL_Cert", "Master_SSL_Cert"),
                    KeyFile = Text("Source_SSL_Key", "Master_SSL_Key"),
                    Cipher = Text("Source_SSL_Cipher", "Master_SSL_Cipher"),
                    VerifiesHost = IsYes(Text("Source_SSL_Verify_Server_Cert", "Master_SSL_Verify_Server_Cert")),
                }
                : null,
        };
    }

    private static bool IsYes(string word) => word.Equals("Yes", StringComparison.OrdinalIgnoreCase);

    /// <summary>GTID sets of several servers are told on several lines.</summary>
    public static string OneLine(string gtidSet) => gtidSet.Replace("\r", "").Replace("\n", "").Replace(" ", "");

    /// <summary>All columns that begin so are filters on data, but for the one on server ids, which guards rings.</summary>
    private static bool HasFilters(ResultTable table, int row) =>
        table.Columns.Any(column =>
            column.StartsWith("Replicate_", StringComparison.OrdinalIgnoreCase)
            && !column.Equals("Replicate_Ignore_Server_Ids", StringComparison.OrdinalIgnoreCase)
            && table.Find(row, column) is { Length: > 0 });

    private static ReplicationThreadState State(string word) => word.ToUpperInvariant() switch
    {
        "YES" => ReplicationThreadState.Running,
        "NO" or "" => ReplicationThreadState.Stopped,
        _ => ReplicationThreadState.Other,
    };
}
