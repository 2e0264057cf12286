using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>
/// A full probe of MaxScale's binary log router. It answers a handful of statements, one at a time, and holds no data: it relays the binary log of
/// its source, so that it is a replica that logs everything and can never become a primary.
/// </summary>
internal static class BinlogServerProbe
{
    /// <summary>Tells a binary log router from a database server that calls itself by the same version.</summary>
    public const string Detection = "SHOW VARIABLES LIKE 'maxscale%'";

    private const string ReplicationStatement = "SHOW SLAVE STATUS";

    /// <summary>Probes over <paramref name="connection"/>.</summary>
    /// <exception cref="InstanceUnreachableException">The connection broke, the bound was reached or the router does not tell its source.</exception>
    public static async Task<InstanceSnapshot> RunAsync(ServerConnection connection, InstanceKey key, DateTimeOffset now, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var values = new ServerValues();
        foreach (var statement in (string[])[Detection, "SHOW VARIABLES LIKE 'SERVER_ID'", "SHOW VARIABLES LIKE 'SERVER_UUID'", "SHOW STATUS LIKE 'Uptime'"])
            if (await AskAsync(statement) is { } pairs) values.AddPairs(pairs);
        var status = await AskAsync(ReplicationStatement)
            ?? throw new InstanceUnreachableException(new(ProbeFailureKind.Error, $"{key} is a binary log server and refuses {ReplicationStatement}", IsPartial: true));
        var binlog = await AskAsync("SHOW MASTER STATUS");
        var replicas = await AskAsync("SHOW SLAVE HOSTS");

        var channels = ChannelReader.Read(status);
        var replication = channels.Find(channel => channel.Channel.Length == 0);
        return new InstanceSnapshot
        {
            Key = key,
            SeenAt = now,
            ServerId = values.Text("server_uuid"),
            ServerNumber = values.Number(0, "server_id"),
            ReportedHost = key.Host,
            Flavor = ServerFlavor.MaxScale,
            Version = $"{values.Text("maxscale_version")}-maxscale",
            UptimeSeconds = values.Number(0, "Uptime"),
            IsReadOnly = true,
            LogBin = true,
            LogReplicaUpdates = true,
            BinlogFormat = "INHERIT",
            BinlogPosition = binlog is { Count: > 0 } ? new(binlog.Find(0, "File") ?? "", ServerValues.ParseNumber(binlog.Find(0, "Position")) ?? 0) : BinlogCoordinates.None,
            Replication = replication,
            OtherChannels = [.. channels.Where(channel => channel != replication)],
            Replicas = replicas is null ? [] : ReplicaList.FromRegistrations(replicas, out _),
            LagSeconds = replication?.LagSeconds,
            ProbeDuration = Stopwatch.GetElapsedTime(started),
        };

        async Task<ResultTable?> AskAsync(string statement)
        {
            var answer = await connection.QueryAsync(statement, timeout - Stopwatch.GetElapsedTime(started), cancellationToken);
            return answer is { Error: null, Tables: [{ } table, ..] } ? table : null;
        }
    }
}
