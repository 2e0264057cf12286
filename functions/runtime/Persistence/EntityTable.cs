namespace Ham4Db.Runtime.Persistence;

/// <summary>Reads and writes entities. One without state and lock has no row.</summary>
internal static class EntityTable
{
    public static EntityRow? Find(SqlSession sql, string entityId) => sql.Query(
        "SELECT state, lock_id, locked_by, modified_at FROM entities WHERE entity_id = $0",
        r => new EntityRow(r.Text(0), r.Text(1), r.Text(2), r.Time(3)),
        entityId).SingleOrDefault();

    public static int Backlog(SqlSession sql, string entityId)
        => (int)sql.Scalar("SELECT count(*) FROM entity_inbox WHERE entity_id = $0", entityId);

    public static void Save(SqlSession sql, string entityId, EntityRow row)
    {
        if (row.State is null && row.LockId is null)
        {
            sql.Execute("DELETE FROM entities WHERE entity_id = $0", entityId);
            return;
        }

        sql.Execute(
            """
            INSERT INTO entities (entity_id, state, lock_id, locked_by, modified_at) VALUES ($0, $1, $2, $3, $4)
            ON CONFLICT (entity_id) DO UPDATE SET state = $1, lock_id = $2, locked_by = $3, modified_at = $4
            """,
            entityId, row.State, row.LockId, row.LockedBy, row.ModifiedAt.Ticks);
    }

    public static void Settle(SqlSession sql, long messageId) => sql.Execute("DELETE FROM entity_inbox WHERE id = $0", messageId);
}
