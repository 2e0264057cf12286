using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.Topologies.OpenGauss;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.OpenGaussAgent.Tests.Support;

/// <summary>What an agent beside a node of a topology is configured as.</summary>
internal static class NodeAgents
{
    public static AgentOptions OptionsFor(PostgreSqlTopology topology, PostgreSqlNode node)
    {
        var passwords = Path.Combine(node.Folder, "passwords");
        if (!File.Exists(passwords))
        {
            File.WriteAllText(
                passwords,
                $"*:*:*:{PostgreSqlAccounts.ManagerUser}:{PostgreSqlAccounts.ManagerPassword}\n*:*:*:{PostgreSqlAccounts.ReplicationUser}:{PostgreSqlAccounts.ReplicationPassword}\n");
            topology.GiveToServers(passwords);
        }

        return new()
        {
            NodeName = node.Name,
            StateFolder = Path.Combine(node.Folder, "agent"),
            Database = new()
            {
                Engine = Engine.Postgresql,
                DataFolder = node.DataFolder,
                BinFolder = topology.BinFolder,
                Port = node.Port,
                SocketFolder = node.SocketFolder,
                ManagerUser = PostgreSqlAccounts.ManagerUser,
                ReplicationUser = PostgreSqlAccounts.ReplicationUser,
                PassFile = passwords,
                LogFile = node.LogPath,
                QueryTimeout = TimeSpan.FromSeconds(20),
            },
        };
    }

    public static AgentOptions OptionsFor(OpenGaussTopology topology, PostgreSqlNode node) => new()
    {
        NodeName = node.Name,
        StateFolder = Path.Combine(node.Folder, "agent"),
        Database = new() { DataFolder = node.DataFolder, BinFolder = topology.ProgramFolder, Port = node.Port, ManagerUser = OpenGaussTopology.ManagerUser, QueryTimeout = TimeSpan.FromSeconds(20) },
    };
}
