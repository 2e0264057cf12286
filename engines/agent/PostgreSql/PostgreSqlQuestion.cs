namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>Everything about a running PostgreSQL 13 to 18 in one round trip.</summary>
internal static class PostgreSqlQuestion
{
    // A standby's control file knows an old timeline; its receiver, or the name of the file that it replays, knows the one it is on.
    // A password never leaves the server.
    public const string Sql = """
        SELECT json_build_object(
          'version', current_setting('server_version'),
          'in_recovery', pg_is_in_recovery(),
          'written', CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_flush_lsn() END,
          'received', pg_last_wal_receive_lsn(),
          'replayed', pg_last_wal_replay_lsn(),
          'replay_paused', CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE false END,
          'replay_delay', CASE WHEN pg_last_wal_receive_lsn() IS DISTINCT FROM pg_last_wal_replay_lsn() THEN greatest(0, extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())) END,
          'system_identifier', (SELECT system_identifier::text FROM pg_control_system()),
          'timeline', CASE WHEN pg_is_in_recovery()
            THEN coalesce((SELECT received_tli FROM pg_stat_wal_receiver), (SELECT timeline_id FROM pg_control_checkpoint()))
            ELSE ('x' || substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8))::bit(32)::int END,
          'read_only', pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on',
          'synchronous_standby_names', current_setting('synchronous_standby_names'),
          'conn_info', regexp_replace(current_setting('primary_conninfo'), $q$password\s*=\s*('([^'\\]|\\.)*'|\S+)$q$, 'password=***', 'gi'),
          'senders', (SELECT json_agg(json_build_object('pid', pid, 'name', application_name, 'address', host(client_addr), 'port', client_port, 'state', state, 'sent', sent_lsn,
            'written', write_lsn, 'flushed', flush_lsn, 'replayed', replay_lsn, 'sync_state', sync_state, 'priority', sync_priority) ORDER BY application_name, pid)
            FROM pg_stat_replication),
          'receiver', (SELECT json_build_object('pid', pid, 'status', status, 'host', sender_host, 'port', sender_port, 'timeline', received_tli, 'flushed', flushed_lsn, 'sender_sent', latest_end_lsn)
            FROM pg_stat_wal_receiver WHERE pid IS NOT NULL),
          'slots', (SELECT json_agg(json_build_object('name', slot_name, 'active', active, 'restart', restart_lsn) ORDER BY slot_name) FROM pg_replication_slots))
        """;
}
