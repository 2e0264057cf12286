using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Reads semi-synchronous replication from whichever plugin is loaded (source/replica or master/slave) or built in.</summary>
internal static class SemiSyncReader
{
    /// <summary>Settings and state; not available where either side's settings are missing.</summary>
    public static SemiSyncStatus Read(ServerValues values, int priority) => new()
    {
        IsAvailable = HasSource(values) && (values.Has("rpl_semi_sync_slave_enabled") || values.Has("rpl_semi_sync_replica_enabled")),
        SourceEnabled = values.Flag("rpl_semi_sync_source_enabled", "rpl_semi_sync_master_enabled"),
        ReplicaEnabled = values.Flag("rpl_semi_sync_replica_enabled", "rpl_semi_sync_slave_enabled"),
        SourceActive = values.Flag("Rpl_semi_sync_source_status", "Rpl_semi_sync_master_status"),
        ReplicaActive = values.Flag("Rpl_semi_sync_replica_status", "Rpl_semi_sync_slave_status"),
        ConnectedReplicas = (int)values.Number(0, "Rpl_semi_sync_source_clients", "Rpl_semi_sync_master_clients"),
        TimeoutMilliseconds = values.Number(0, "rpl_semi_sync_source_timeout", "rpl_semi_sync_master_timeout"),
        // Servers without the setting wait for one.
        WaitForReplicaCount = (int)values.Number(HasSource(values) ? 1 : 0, "rpl_semi_sync_source_wait_for_replica_count", "rpl_semi_sync_master_wait_for_slave_count"),
        IsLossless = values.Text("rpl_semi_sync_source_wait_point", "rpl_semi_sync_master_wait_point").Equals("AFTER_SYNC", StringComparison.OrdinalIgnoreCase),
        Priority = priority,
    };

    private static bool HasSource(ServerValues values) => values.Has("rpl_semi_sync_master_enabled") || values.Has("rpl_semi_sync_source_enabled");
}
