using System.Text.Json.Nodes;
using Ham4Db.Topologies.OpenGauss;

namespace Ham4Db.Topologies.PostgreSql;

/// <summary>How the agent beside a node is configured.</summary>
public static class NodeAgent
{
    /// <summary>Good for agents on loopback that look after data of nobody.</summary>
    public const string Token = "a-token-of-this-machine-only";

    /// <summary>Writes the configuration of one that looks after a PostgreSQL, and registers with a service.</summary>
    /// <returns>The file.</returns>
    public static async Task<string> ConfigureAsync(PostgreSqlTopology topology, PostgreSqlNode node, Uri service)
    {
        var passwords = Path.Combine(node.Folder, "passwords");
        await File.WriteAllTextAsync(
            passwords,
            $"*:*:*:{PostgreSqlAccounts.ManagerUser}:{PostgreSqlAccounts.ManagerPassword}\n*:*:*:{PostgreSqlAccounts.ReplicationUser}:{PostgreSqlAccounts.ReplicationPassword}\n");
        topology.GiveToServers(passwords);
        return await WriteAsync(node, FreePorts.Choose(inARow: 2), service, new JsonObject
        {
            ["Engine"] = "postgresql",
            ["DataFolder"] = node.DataFolder,
            ["BinFolder"] = topology.BinFolder,
            ["Port"] = node.Port,
            ["SocketFolder"] = node.SocketFolder,
            ["ManagerUser"] = PostgreSqlAccounts.ManagerUser,
            ["ReplicationUser"] = PostgreSqlAccounts.ReplicationUser,
            ["PassFile"] = passwords,
            ["LogFile"] = node.LogPath,
            ["QueryTimeoutSeconds"] = 20,
        });
    }

    /// <summary>Writes the configuration of one that looks after a node of the stand-in for openGauss, at a port of the node's own address.</summary>
    /// <returns>The file.</returns>
    public static Task<string> ConfigureAsync(OpenGaussTopology topology, PostgreSqlNode node, int port) => WriteAsync(node, port, service: null, new JsonObject
    {
        ["DataFolder"] = node.DataFolder,
        ["BinFolder"] = topology.ProgramFolder,
        ["Port"] = node.Port,
        ["ManagerUser"] = OpenGaussTopology.ManagerUser,
        ["QueryTimeoutSeconds"] = 20,
    });

    private static async Task<string> WriteAsync(PostgreSqlNode node, int port, Uri? service, JsonObject database)
    {
        var configuration = new JsonObject
        {
            ["NodeName"] = node.Name,
            ["ClusterName"] = "orders",
            ["ListenAddress"] = node.Host,
            ["Port"] = port,
            ["StateFolder"] = Path.Combine(node.Folder, "agent"),
            ["Database"] = database,
            ["Access"] = new JsonObject { ["Token"] = Token },
        };
        if (service is not null) configuration["Server"] = new JsonObject { ["Addresses"] = new JsonArray(service.ToString()), ["IntervalSeconds"] = 0.5 };
        var file = Path.Combine(node.Folder, "agent.json");
        await File.WriteAllTextAsync(file, configuration.ToJsonString());
        return file;
    }
}
