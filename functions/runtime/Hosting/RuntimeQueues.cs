using Ham4Db.Runtime.Persistence;
using Microsoft.Data.Sqlite;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Embedded only: tells how much waits in this host, as its store has it.</summary>
public sealed class RuntimeQueues
{
    private const string Counted =
        """
        SELECT 'orchestrations', count(*) FILTER (WHERE due IS NULL OR due <= $0), count(*) FILTER (WHERE due > $0), min(id) FILTER (WHERE due IS NULL OR due <= $0) FROM inbox
        UNION ALL SELECT 'activities', count(*), 0, min(id) FROM activities
        UNION ALL SELECT 'entities', count(*) FILTER (WHERE due IS NULL OR due <= $0), count(*) FILTER (WHERE due > $0), min(id) FILTER (WHERE due IS NULL OR due <= $0) FROM entity_inbox
        UNION ALL SELECT queue, count(*) FILTER (WHERE due IS NULL OR due <= $0), count(*) FILTER (WHERE due > $0), min(id) FILTER (WHERE due IS NULL OR due <= $0) FROM queue_messages GROUP BY queue
        """;

    private readonly RuntimeEngine engine;

    internal RuntimeQueues(RuntimeEngine engine) => this.engine = engine;

    /// <summary>The queues: first those that every host has, then those of messages that hold any.</summary>
    /// <returns>How much waits now; what is written in the same moment may be missing.</returns>
    /// <exception cref="InvalidOperationException">The host has not started.</exception>
    public IReadOnlyList<RuntimeQueue> Read()
    {
        var store = engine.Store;
        return store.Read(sql => sql.Query(Counted, row => Map(store, row), store.Now.Ticks));
    }

    private static RuntimeQueue Map(DurableStore store, SqliteDataReader row)
        => new(row.GetString(0), row.GetInt32(1), row.GetInt32(2), row.IsDBNull(3) ? null : store.AgeOf(row.GetInt64(3)));
}
