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
    /// <summary>Host of its source; empty without one.</summary>
    public string SourceHost { get; private init; } = "";

    /// <summary>Neither of its replication threads runs.</summary>
    public bool StandsStill { get; private init; }

    /// <summary>It positions itself by GTID.</summary>
    public bool UsesGtid { get; private init; }

    public int DelaySeconds { get; private init; }

    /// <summary>It acknowledges what it receives.</summary>
    public bool Acknowledges { get; private init; }

    public static async Task<ServerStatus> ReadAsync(DatabaseServer server)
    {
        var isMariaDb = server.Flavor == ServerFlavor.MariaDb;
        var channel = await server.ReadChannelAsync();
        var (source, replica) = isMariaDb ? ("Master", "Slave") : ("Source", "Replica");
        var waits = await server.QueryAsync<string>($"SHOW GLOBAL VARIABLES LIKE 'rpl_semi_sync_{source}_enabled'");
        var acknowledges = await server.QueryAsync<string>($"SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_{replica}_status'");
        var isWritable = await server.QueryAsync<int>("SELECT @@global.read_only") == 0;
        if (channel.Count == 0) return new ServerStatus(server.Port, isWritable, SourcePort: null, Replicates: false, waits == "ON");
        return new ServerStatus(
            server.Port,
            isWritable,
            int.Parse(channel[$"{source}_Port"]!),
            channel[$"{replica}_IO_Running"] == "Yes" && channel[$"{replica}_SQL_Running"] == "Yes",
            waits == "ON")
        {
            SourceHost = channel[$"{source}_Host"]!,
            StandsStill = channel[$"{replica}_IO_Running"] == "No" && channel[$"{replica}_SQL_Running"] == "No",
            UsesGtid = isMariaDb ? channel["Using_Gtid"] != "No" : channel["Auto_Position"] == "1",
            DelaySeconds = int.Parse(channel["SQL_Delay"]!),
            Acknowledges = acknowledges == "ON",
        };
    }
}
