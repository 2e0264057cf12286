namespace Ham4Db.Runtime.Persistence;

/// <summary>The tables. Times are UTC ticks of 100 ns; ids are given by the process, so that they are known before a commit.</summary>
internal static class StoreSchema
{
    /// <summary>Stored as SQLite's user_version.</summary>
    public const int Version = 1;

    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS instances (
            instance_id TEXT PRIMARY KEY, execution_id TEXT NOT NULL, name TEXT NOT NULL, status INTEGER NOT NULL,
            created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
            input TEXT, output TEXT, custom_status TEXT, failure TEXT, parent TEXT, parent_id TEXT) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS instances_by_parent ON instances (parent_id) WHERE parent_id IS NOT NULL;
        CREATE TABLE IF NOT EXISTS history (
            instance_id TEXT NOT NULL, turn INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (instance_id, turn)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS inbox (
            id INTEGER PRIMARY KEY, instance_id TEXT NOT NULL, execution_id TEXT, due INTEGER, body TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS inbox_by_instance ON inbox (instance_id);
        CREATE TABLE IF NOT EXISTS activities (
            id INTEGER PRIMARY KEY, instance_id TEXT NOT NULL, execution_id TEXT NOT NULL, seq INTEGER NOT NULL,
            name TEXT NOT NULL, input TEXT);
        CREATE TABLE IF NOT EXISTS entities (
            entity_id TEXT PRIMARY KEY, state TEXT, lock_id TEXT, locked_by TEXT, modified_at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS entity_inbox (
            id INTEGER PRIMARY KEY, entity_id TEXT NOT NULL, due INTEGER, body TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS entity_inbox_by_entity ON entity_inbox (entity_id);
        CREATE TABLE IF NOT EXISTS queue_messages (
            id INTEGER PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, dequeue_count INTEGER NOT NULL, due INTEGER);
        CREATE TABLE IF NOT EXISTS timers (
            function TEXT PRIMARY KEY, last INTEGER NOT NULL, next INTEGER NOT NULL, updated INTEGER NOT NULL) WITHOUT ROWID;
        """;
}
