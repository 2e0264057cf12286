using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Finds the addresses of replicas in what a source knows of them.</summary>
internal static class ReplicaList
{
    /// <summary>Registered replicas that told their address.</summary>
    /// <param name="table">SHOW REPLICAS or SHOW SLAVE HOSTS.</param>
    /// <param name="isComplete">Every registered replica told its address.</param>
    public static List<InstanceKey> FromRegistrations(ResultTable table, out bool isComplete)
    {
        List<InstanceKey> replicas = [];
        for (var row = 0; row < table.Count; row++)
        {
            var key = new InstanceKey(DatabaseEngine.MySql, table.Find(row, "Host") ?? "", (int)Math.Clamp(ServerValues.ParseNumber(table.Find(row, "Port")) ?? 0, 0, 65535));
            if (key.IsValid) replicas.Add(key);
        }

        isComplete = replicas.Count == table.Count;
        return [.. replicas.Distinct().Order()];
    }

    /// <summary>Hosts that binary logs are sent to. The port that they listen on is not told there; ours is assumed.</summary>
    public static IEnumerable<InstanceKey> FromDumpConnections(ResultTable table, int port)
    {
        for (var row = 0; row < table.Count; row++)
        {
            var address = table.At(row, 0) ?? "";
            var colon = address.LastIndexOf(':');
            var key = new InstanceKey(DatabaseEngine.MySql, (colon > 0 ? address[..colon] : address).Trim('[', ']'), port);
            if (key.IsValid) yield return key;
        }
    }
}
