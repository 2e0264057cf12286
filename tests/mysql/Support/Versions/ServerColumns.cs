namespace Ham4Db.Engines.MySql.Tests.Support.Versions;

/// <summary>Columns of the statements of replication, as the manuals of the versions list them, in their order.</summary>
internal static class ServerColumns
{
    private const string Classic = """
        Slave_IO_State Master_Host Master_User Master_Port Connect_Retry Master_Log_File Read_Master_Log_Pos Relay_Log_File Relay_Log_Pos
        Relay_Master_Log_File Slave_IO_Running Slave_SQL_Running Replicate_Do_DB Replicate_Ignore_DB Replicate_Do_Table Replicate_Ignore_Table
        Replicate_Wild_Do_Table Replicate_Wild_Ignore_Table Last_Errno Last_Error Skip_Counter Exec_Master_Log_Pos Relay_Log_Space Until_Condition
        Until_Log_File Until_Log_Pos Master_SSL_Allowed Master_SSL_CA_File Master_SSL_CA_Path Master_SSL_Cert Master_SSL_Cipher Master_SSL_Key
        Seconds_Behind_Master Master_SSL_Verify_Server_Cert Last_IO_Errno Last_IO_Error Last_SQL_Errno Last_SQL_Error Replicate_Ignore_Server_Ids
        Master_Server_Id
        """;

    /// <summary>SHOW SLAVE STATUS of MySQL 5.6.</summary>
    public static readonly string[] MySql56 = Split($"""
        {Classic} Master_UUID Master_Info_File SQL_Delay SQL_Remaining_Delay Slave_SQL_Running_State Master_Retry_Count Master_Bind
        Last_IO_Error_Timestamp Last_SQL_Error_Timestamp Master_SSL_Crl Master_SSL_Crlpath Retrieved_Gtid_Set Executed_Gtid_Set Auto_Position
        """);

    /// <summary>SHOW SLAVE STATUS of MySQL 5.7.</summary>
    public static readonly string[] MySql57 = [.. MySql56, "Replicate_Rewrite_DB", "Channel_Name", "Master_TLS_Version"];

    /// <summary>SHOW SLAVE STATUS of MySQL 8.0 up to 8.0.21.</summary>
    public static readonly string[] MySql80 = [.. MySql57, "Master_public_key_path", "Get_master_public_key"];

    /// <summary>SHOW REPLICA STATUS of MySQL 8.0.22 and later.</summary>
    public static readonly string[] MySql8022 = [.. MySql80.Select(InNewWords), "Network_Namespace"];

    /// <summary>SHOW ALL SLAVES STATUS of MariaDB 10.2.</summary>
    public static readonly string[] MariaDb102 = MariaDb("", "");

    /// <summary>SHOW ALL SLAVES STATUS of MariaDB 10.3 to 10.10.</summary>
    public static readonly string[] MariaDb103 = MariaDb("Slave_DDL_Groups Slave_Non_Transactional_Groups Slave_Transactional_Groups", "");

    /// <summary>SHOW ALL SLAVES STATUS of MariaDB 10.11 to 11.5.</summary>
    public static readonly string[] MariaDb1011 = MariaDb("Slave_DDL_Groups Slave_Non_Transactional_Groups Slave_Transactional_Groups Replicate_Rewrite_DB", "");

    /// <summary>SHOW ALL SLAVES STATUS of MariaDB 11.6 and later.</summary>
    public static readonly string[] MariaDb116 = MariaDb(
        "Slave_DDL_Groups Slave_Non_Transactional_Groups Slave_Transactional_Groups Replicate_Rewrite_DB",
        "Master_last_event_time Slave_last_event_time Master_Slave_time_diff");

    /// <summary>SHOW SLAVE HOSTS of MySQL up to 8.0.21.</summary>
    public static readonly string[] SlaveHosts = ["Server_id", "Host", "Port", "Master_id", "Slave_UUID"];

    /// <summary>SHOW REPLICAS of MySQL 8.0.22 and later.</summary>
    public static readonly string[] Replicas = ["Server_Id", "Host", "Port", "Source_Id", "Replica_UUID"];

    /// <summary>SHOW SLAVE HOSTS of MariaDB.</summary>
    public static readonly string[] MariaDbSlaveHosts = ["Server_id", "Host", "Port", "Master_id"];

    /// <summary>SHOW MASTER STATUS and SHOW BINARY LOG STATUS of MySQL.</summary>
    public static readonly string[] BinlogStatus = ["File", "Position", "Binlog_Do_DB", "Binlog_Ignore_DB", "Executed_Gtid_Set"];

    /// <summary>SHOW MASTER STATUS of MariaDB.</summary>
    public static readonly string[] MariaDbBinlogStatus = ["File", "Position", "Binlog_Do_DB", "Binlog_Ignore_DB"];

    private static string[] MariaDb(string groups, string times) => Split($"""
        Connection_name Slave_SQL_State {Classic} Master_SSL_Crl Master_SSL_Crlpath Using_Gtid Gtid_IO_Pos Replicate_Do_Domain_Ids
        Replicate_Ignore_Domain_Ids Parallel_Mode SQL_Delay SQL_Remaining_Delay Slave_SQL_Running_State {groups}
        Retried_transactions Max_relay_log_size Executed_log_entries Slave_received_heartbeats Slave_heartbeat_period Gtid_Slave_Pos {times}
        """);

    private static string InNewWords(string column) => column
        .Replace("Master", "Source", StringComparison.Ordinal)
        .Replace("Get_master", "Get_Source", StringComparison.Ordinal)
        .Replace("Slave", "Replica", StringComparison.Ordinal);

    private static string[] Split(string names) => names.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
