using Ham4Db.Topologies;
using MySqlConnector;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>Faults of replication, in each server's words.</summary>
public static class Replication
{
    public static Task StopReceiverAsync(this DatabaseServer replica) => replica.ExecuteAsync($"STOP {Word(replica)} IO_THREAD");

    public static Task StartReceiverAsync(this DatabaseServer replica) => replica.ExecuteAsync($"START {Word(replica)} IO_THREAD");

    public static Task StopApplierAsync(this DatabaseServer replica) => replica.ExecuteAsync($"STOP {Word(replica)} SQL_THREAD");

    public static Task StartApplierAsync(this DatabaseServer replica) => replica.ExecuteAsync($"START {Word(replica)} SQL_THREAD");

    public static Task DelayAsync(this DatabaseServer replica, int seconds) => replica.ExecuteAsync(replica.Flavor == ServerFlavor.MariaDb
        ? $"STOP SLAVE; CHANGE MASTER TO MASTER_DELAY={seconds}; START SLAVE"
        : $"STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_DELAY={seconds}; START REPLICA");

    /// <summary>From now on it does not acknowledge commits of its source.</summary>
    public static Task StopAcknowledgingAsync(this DatabaseServer replica) => replica.ExecuteAsync(
        $"SET GLOBAL rpl_semi_sync_{Word(replica)}_enabled=OFF; STOP {Word(replica)} IO_THREAD; START {Word(replica)} IO_THREAD");

    /// <summary>Its applier waits at the first row until the connection is disposed of.</summary>
    public static async Task<MySqlConnection> LockTableAsync(this DatabaseServer replica)
    {
        var connection = await replica.OpenAsync();
        await using var command = new MySqlCommand("LOCK TABLES ham4db_demo.writes READ", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Writes something on the replica alone and then the same at its source, so that the applier stops with an error.</summary>
    public static async Task BreakAppliersAsync(DatabaseServer source, IEnumerable<DatabaseServer> replicas)
    {
        foreach (var replica in replicas) await ExecuteUnloggedAsync(replica, $"INSERT INTO {Clash}");
        await source.ExecuteAsync($"INSERT INTO {Clash}");
    }

    /// <summary>Undoes <see cref="BreakAppliersAsync"/> and starts replication again.</summary>
    public static async Task RepairAppliersAsync(IEnumerable<DatabaseServer> replicas)
    {
        foreach (var replica in replicas)
        {
            await ExecuteUnloggedAsync(replica, "DELETE FROM ham4db_demo.writes WHERE token='clash'");
            await replica.StartApplierAsync();
        }
    }

    private const string Clash = "ham4db_demo.writes (id, token) VALUES (1, 'clash')";

    private static Task ExecuteUnloggedAsync(DatabaseServer replica, string sql) => replica.ExecuteAsync(replica.Flavor == ServerFlavor.MariaDb
        ? $"SET SESSION sql_log_bin=0; {sql}"
        : $"SET GLOBAL super_read_only=OFF; SET SESSION sql_log_bin=0; {sql}; SET GLOBAL super_read_only=ON");

    private static string Word(DatabaseServer replica) => replica.Flavor == ServerFlavor.MariaDb ? "slave" : "replica";
}
