-- openGauss's functions in the stand-in, from PostgreSQL's. Its account finds them before those of the same name.
CREATE ROLE omm SUPERUSER LOGIN;
CREATE SCHEMA opengauss AUTHORIZATION omm;
ALTER ROLE omm SET search_path = opengauss, pg_catalog, public;

CREATE FUNCTION opengauss.pg_last_xlog_receive_location() RETURNS pg_lsn LANGUAGE sql AS 'SELECT pg_last_wal_receive_lsn()';
CREATE FUNCTION opengauss.pg_last_xlog_replay_location() RETURNS pg_lsn LANGUAGE sql AS 'SELECT pg_last_wal_replay_lsn()';
CREATE FUNCTION opengauss.pg_current_xlog_location() RETURNS pg_lsn LANGUAGE sql AS 'SELECT pg_current_wal_flush_lsn()';

-- Each node's folder, beside this one's, has a file that says what it is; of a key that comes twice the last counts.
CREATE VIEW opengauss.nodes AS
SELECT substring(env, '^name=(\S+)') AS name, substring(env, '\nhost=(\S+)') AS host, substring(env, '\nport=(\d+)') AS port, substring(env, '.*\ncascade=(\d)') = '1' AS cascade,
  folder = own AS is_own, pg_read_file(folder || '/inject', 0, 1000, true) AS injected
FROM (SELECT regexp_replace(current_setting('data_directory'), '/[^/]+$', '') AS own) o,
  LATERAL (SELECT regexp_replace(own, '[^/]+$', '') || i AS folder FROM generate_series(1, 9) i) f,
  LATERAL (SELECT pg_read_file(folder || '/node.env', 0, 10000, true) AS env) e
WHERE env IS NOT NULL;

CREATE FUNCTION opengauss.role_of(is_cascade boolean) RETURNS text LANGUAGE sql AS $$
  SELECT CASE WHEN NOT pg_is_in_recovery() THEN 'Primary' WHEN is_cascade THEN 'Cascade Standby' ELSE 'Standby' END $$;

CREATE FUNCTION opengauss.pg_stat_get_stream_replications(OUT local_role text, OUT static_connections integer, OUT db_state text, OUT detail_information text) RETURNS SETOF record LANGUAGE sql AS $$
  SELECT opengauss.role_of(n.cascade), (SELECT count(*)::int - 1 FROM opengauss.nodes),
    CASE WHEN n.injected IS NOT NULL THEN split_part(n.injected, '|', 1) WHEN NOT pg_is_in_recovery() OR r.status = 'streaming' THEN 'Normal' ELSE 'Need repair' END,
    CASE WHEN n.injected IS NOT NULL THEN split_part(rtrim(n.injected, E'\n'), '|', 2) WHEN NOT pg_is_in_recovery() OR r.status = 'streaming' THEN 'Normal'
      WHEN r.pid IS NULL THEN 'Disconnected' ELSE 'Connecting...' END
  FROM opengauss.nodes n LEFT JOIN pg_stat_wal_receiver r ON true WHERE n.is_own $$;

CREATE FUNCTION opengauss.pg_stat_get_wal_senders(OUT sender_pid integer, OUT local_role text, OUT peer_role text, OUT peer_state text, OUT state text,
  OUT sender_sent_location pg_lsn, OUT sender_write_location pg_lsn, OUT sender_flush_location pg_lsn, OUT sender_replay_location pg_lsn,
  OUT receiver_received_location pg_lsn, OUT receiver_write_location pg_lsn, OUT receiver_flush_location pg_lsn, OUT receiver_replay_location pg_lsn,
  OUT sync_percent text, OUT sync_state text, OUT sync_priority integer, OUT sync_most_available text, OUT channel text) RETURNS SETOF record LANGUAGE sql AS $$
  SELECT s.pid, opengauss.role_of(n.cascade), CASE WHEN p.cascade THEN 'Cascade Standby' ELSE 'Standby' END, 'Normal', initcap(s.state),
    s.sent_lsn, s.sent_lsn, s.sent_lsn, s.sent_lsn, s.write_lsn, s.write_lsn, s.flush_lsn, s.replay_lsn,
    '100%', initcap(s.sync_state), s.sync_priority, 'Off', n.host || ':' || n.port || '-->' || p.host || ':' || s.client_port
  FROM pg_stat_replication s LEFT JOIN opengauss.nodes p ON p.name = s.application_name, opengauss.nodes n WHERE s.state <> 'backup' AND n.is_own ORDER BY s.pid $$;

CREATE FUNCTION opengauss.pg_stat_get_wal_receiver(OUT receiver_pid integer, OUT local_role text, OUT peer_role text, OUT peer_state text, OUT state text,
  OUT sender_sent_location pg_lsn, OUT sender_write_location pg_lsn, OUT sender_flush_location pg_lsn, OUT sender_replay_location pg_lsn,
  OUT receiver_received_location pg_lsn, OUT receiver_write_location pg_lsn, OUT receiver_flush_location pg_lsn, OUT receiver_replay_location pg_lsn,
  OUT sync_percent text, OUT channel text) RETURNS SETOF record LANGUAGE sql AS $$
  SELECT r.pid, opengauss.role_of(n.cascade), CASE WHEN n.cascade THEN 'Standby' ELSE 'Primary' END, 'Normal', 'Normal',
    r.latest_end_lsn, r.latest_end_lsn, r.latest_end_lsn, r.latest_end_lsn, r.written_lsn, r.written_lsn, r.flushed_lsn, pg_last_wal_replay_lsn(),
    '100%', n.host || ':' || (40000 + r.pid % 20000) || '<--' || r.sender_host || ':' || r.sender_port
  FROM pg_stat_wal_receiver r, opengauss.nodes n WHERE r.status = 'streaming' AND n.is_own $$;
