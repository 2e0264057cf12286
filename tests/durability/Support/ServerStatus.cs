using Ham4Db.Topologies;

namespace Ham4Db.Durability.Tests.Support;

/// <summary>What root sees on a server.</summary>
/// <param name="Port">Its port.</param>
/// <param name="IsWritable">It takes writes of ordinary clients.</param>
/// <param name="SourcePort">Port of its source; null without one.</param>
/// <param name="Replicates">Both of its replication threads run.</param>
/// <param name="WaitsForReplicas">It is a source of semi-synchronous replication.</param>
public sealed record ServerStatus(int Port, bool IsWritable, int? SourcePort, bool Replicates, bool WaitsForReplicas)
{
    public static async Task<ServerStatus> ReadAsync(DatabaseServer server)
    {
        var isMariaDb = server.Flavor == ServerFlavor.MariaDb;
        var channel = await server.QueryRowsAsync(isMariaDb ? "SHOW SLAVE STATUS" : "SHOW REPLICA STATUS") is [var row, ..] ? row : null;
        var (source, replica) = isMariaDb ? ("Master", "Slave") : ("Source", "Replica");
        var waits = await server.QueryAsync<string>($"SHOW GLOBAL VARIABLES LIKE 'rpl_semi_sync_{source}_enabled'");
        return new ServerStatus(
            server.Port,
            await server.QueryAsync<int>("SELECT @@global.read_only") == 0,
            channel is null ? null : int.Parse(channel[$"{source}_Port"]!),
            channel is not null && channel[$"{replica}_IO_Running"] == "Yes" && channel[$"{replica}_SQL_Running"] == "Yes",
            waits == "ON");
    }
}
