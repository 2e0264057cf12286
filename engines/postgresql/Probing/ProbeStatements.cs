using Ham4Db.Engines.PostgreSql.Connections;

namespace Ham4Db.Engines.PostgreSql.Probing;

/// <summary>The questions of a probe. All answers are text; the columns' order is that of <see cref="ServerFacts"/>.</summary>
internal static class ProbeStatements
{
    /// <summary>Everything about the server itself. A standby's own position and a primary's are read by functions that fail on the other.</summary>
    public const string Server = """
        SELECT current_setting('server_version'), version(), (SELECT system_identifier::text FROM pg_control_system()),
          pg_is_in_recovery()::text, current_setting('default_transaction_read_only'),
          to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
          floor(extract(epoch FROM clock_timestamp() - pg_postmaster_start_time()))::bigint::text,
          CASE WHEN NOT pg_is_in_recovery() THEN pg_current_wal_flush_lsn()::text END,
          CASE WHEN NOT pg_is_in_recovery() THEN substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END,
          CASE WHEN pg_is_in_recovery() THEN pg_last_wal_receive_lsn()::text END,
          CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END,
          CASE WHEN pg_is_in_recovery() THEN floor(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()))::bigint::text END,
          CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused()::text END,
          current_setting('primary_conninfo'), current_setting('primary_slot_name'),
          (SELECT setting FROM pg_settings WHERE name = 'recovery_min_apply_delay'),
          current_setting('synchronous_standby_names'), current_setting('synchronous_commit'),
          current_setting('cluster_name'), (SELECT setting FROM pg_settings WHERE name = 'wal_segment_size')
        """;

    /// <summary>The receiver of a standby; no row where none runs, and no status while it connects.</summary>
    public const string Receiver = "SELECT status, received_tli::text, flushed_lsn::text FROM pg_stat_wal_receiver";

    /// <summary>Who receives from this server.</summary>
    public const string Senders = "SELECT application_name, host(client_addr), state, sync_state FROM pg_stat_replication";

    /// <summary>The newest segment of each timeline that the server holds.</summary>
    public const string Segments = "SELECT substr(name, 1, 8), max(substr(name, 9)) FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$' GROUP BY 1";

    /// <summary>Where the timelines before one were left.</summary>
    public static string History(uint timeline) => $"SELECT pg_read_file({SqlText.Literal($"pg_wal/{timeline:X8}.history")})";
}
