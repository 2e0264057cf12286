namespace Ham4Db.Topologies.PostgreSql;

/// <summary>The text of a node's configuration files.</summary>
internal static class PostgreSqlConfiguration
{
    /// <summary>Small, without fsync, and quick to notice a lost connection.</summary>
    public static string Settings(PostgreSqlNode node, string socketFolder, IReadOnlyList<string> extra) => $"""
        listen_addresses = '{node.Host}'
        port = {node.Port}
        unix_socket_directories = '{socketFolder}'
        cluster_name = '{node.Name}'
        wal_level = replica
        wal_log_hints = on
        hot_standby = on
        max_wal_senders = 10
        max_replication_slots = 10
        wal_keep_size = 64MB
        max_wal_size = 64MB
        min_wal_size = 4MB
        wal_sender_timeout = 5s
        wal_receiver_timeout = 5s
        wal_receiver_status_interval = 1s
        wal_retrieve_retry_interval = 200ms
        dynamic_shared_memory_type = mmap
        fsync = off
        shared_buffers = 8MB
        jit = off
        autovacuum = off
        password_encryption = 'scram-sha-256'
        {string.Join('\n', extra)}

        """;

    /// <summary>What ALTER SYSTEM would write, so that it can be changed by ALTER SYSTEM.</summary>
    public static string AutoSettings(string primaryConnInfo, string? slot, string synchronousStandbyNames) => $"""
        primary_conninfo = '{primaryConnInfo}'
        primary_slot_name = '{slot}'
        synchronous_standby_names = '{synchronousStandbyNames}'

        """;

    public static string ConnInfo(string host, int port, string applicationName) =>
        $"host={host} port={port} user={PostgreSqlAccounts.ReplicationUser} password={PostgreSqlAccounts.ReplicationPassword} application_name={applicationName} connect_timeout=2";

    public static string HostBasedAuthentication => """
        local all all trust
        local replication all trust
        host all all 127.0.0.0/8 scram-sha-256
        host replication all 127.0.0.0/8 scram-sha-256

        """;
}
