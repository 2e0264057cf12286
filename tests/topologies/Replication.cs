using MySqlConnector;

namespace Ham4Db.Topologies;

/// <summary>The state of replication and its faults, in each server's words.</summary>
public static class Replication
{
    /// <summary>What the server says of its replication, under the server's own names; empty where it replicates from nobody.</summary>
    public static async Task<IReadOnlyDictionary<string, string?>> ReadChannelAsync(this DatabaseServer server) =>
        await server.QueryRowsAsync(server.Flavor == ServerFlavor.MySql ? "SHOW REPLICA STATUS" : "SHOW SLAVE STATUS") is [var row, ..] ? row : new Dictionary<string, string?>();

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

    /// <summary>From now on it acknowledges commits of its source.</summary>
    public static Task StartAcknowledgingAsync(this DatabaseServer replica) => replica.ExecuteAsync(
        $"SET GLOBAL rpl_semi_sync_{Word(replica)}_enabled=ON; STOP {Word(replica)} IO_THREAD; START {Word(replica)} IO_THREAD");

    /// <summary>Writes a row that no other server has, and logs it. On MariaDB in a GTID domain of its own, so that it does not stand in the way of the others'.</summary>
    public static Task WriteErrantAsync(this DatabaseServer server, string token) => server.ExecuteAsync(server.Flavor == ServerFlavor.MariaDb
        ? $"SET SESSION gtid_domain_id={server.ServerNumber + 10}; INSERT INTO ham4db_demo.writes (id, token) VALUES (0, '{token}')"
        : $"SET GLOBAL super_read_only=OFF; INSERT INTO ham4db_demo.writes (id, token) VALUES (0, '{token}'); SET GLOBAL super_read_only=ON");

    /// <summary>Its applier waits at the first row until the connection is disposed of.</summary>
    public static async Task<MySqlConnection> LockTableAsync(this DatabaseServer replica)
    {
        var connection = await replica.OpenAsync();
        await using var command = new MySqlCommand("LOCK TABLES ham4db_demo.writes READ", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Writes something on the replica alone and then the same at its source, so that the applier stops with an error.</summary>
    public static async Task BreakAppliersAsync(DatabaseServer source, IEnumerable<DatabaseServer> replicas, string token = Clash)
    {
        var insert = $"INSERT INTO ham4db_demo.writes (id, token) VALUES (1, '{token}')";
        foreach (var replica in replicas) await replica.ExecuteUnloggedAsync(insert);
        await source.ExecuteAsync(insert);
    }

    /// <summary>Undoes <see cref="BreakAppliersAsync"/> and starts replication again.</summary>
    public static async Task RepairAppliersAsync(IEnumerable<DatabaseServer> replicas)
    {
        foreach (var replica in replicas)
        {
            await replica.ExecuteUnloggedAsync($"DELETE FROM ham4db_demo.writes WHERE token='{Clash}'");
            await replica.StartApplierAsync();
        }
    }

    private const string Clash = "clash";

    /// <summary>Runs a statement on a replica, read-only as it is, that no binary log shows.</summary>
    public static Task ExecuteUnloggedAsync(this DatabaseServer replica, string sql) => replica.ExecuteAsync(replica.Flavor == ServerFlavor.MariaDb
        ? $"SET SESSION sql_log_bin=0; {sql}"
        : $"SET GLOBAL super_read_only=OFF; SET SESSION sql_log_bin=0; {sql}; SET GLOBAL super_read_only=ON");

    private static string Word(DatabaseServer replica) => replica.Flavor == ServerFlavor.MariaDb ? "slave" : "replica";
}
