using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Sessions;

/// <summary>The switches of semi-synchronous replication; which of them a server has depends on the plugin that is loaded or built in.</summary>
internal static class SemiSyncSwitch
{
    /// <summary>Names of the source side's switch.</summary>
    public static readonly string[] Source = ["rpl_semi_sync_source_enabled", "rpl_semi_sync_master_enabled"];

    /// <summary>Names of the replica side's switch.</summary>
    public static readonly string[] Replica = ["rpl_semi_sync_replica_enabled", "rpl_semi_sync_slave_enabled"];

    /// <summary>Names of the number of acknowledgements that commits wait for; MariaDB always waits for one.</summary>
    public static readonly string[] WaitCount = ["rpl_semi_sync_source_wait_for_replica_count", "rpl_semi_sync_master_wait_for_slave_count"];

    /// <summary>Those of <paramref name="names"/> that the server has, and whether they are on.</summary>
    public static async Task<IReadOnlyList<(string Name, bool IsOn)>> ReadAsync(ServerConnection connection, string[] names, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var known = await connection.ExecuteAsync($"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({string.Join(", ", names.Select(SqlText.Quote))})", timeout, cancellationToken);
        List<(string, bool)> switches = [];
        for (var row = 0; row < known.Tables[0].Count; row++)
            if (Array.Find(names, name => name.Equals(known.Tables[0].At(row, 0), StringComparison.OrdinalIgnoreCase)) is { } name)
                switches.Add((name, known.Tables[0].At(row, 1) == "ON"));
        return switches;
    }

    /// <summary>Those of <paramref name="names"/> that are on.</summary>
    public static async Task<IReadOnlyList<string>> EnabledAsync(ServerConnection connection, string[] names, TimeSpan timeout, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(connection, names, timeout, cancellationToken)).Where(known => known.IsOn).Select(known => known.Name)];
}
