using System.Diagnostics;
using System.Text.Json.Nodes;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.PostgreSql.Tests.Support;

/// <summary>The agent's own program beside a server, which registers with the app.</summary>
public sealed class AgentBeside : IDisposable
{
    public const string Token = "a-token-of-the-tests-only";

    private readonly string _file;
    private Process _process;

    private AgentBeside(string file, Process process) => (_file, _process) = (file, process);

    /// <summary>Starts one and returns at once.</summary>
    public static AgentBeside Start(PostgreSqlFleet fleet, int node)
    {
        var server = fleet.Topology.Nodes[node];
        var passwords = Path.Combine(server.Folder, "passwords");
        File.WriteAllText(
            passwords,
            $"*:*:*:{PostgreSqlAccounts.ManagerUser}:{PostgreSqlAccounts.ManagerPassword}\n*:*:*:{PostgreSqlAccounts.ReplicationUser}:{PostgreSqlAccounts.ReplicationPassword}\n");
        fleet.Topology.GiveToServers(passwords);
        var options = new JsonObject
        {
            ["NodeName"] = server.Name,
            ["ListenAddress"] = "127.0.0.1",
            ["Port"] = FreePorts.Choose(inARow: 2),
            ["StateFolder"] = Path.Combine(server.Folder, "agent"),
            ["Database"] = new JsonObject
            {
                ["Engine"] = "postgresql",
                ["DataFolder"] = server.DataFolder,
                ["BinFolder"] = fleet.Topology.BinFolder,
                ["Port"] = server.Port,
                ["SocketFolder"] = server.SocketFolder,
                ["ManagerUser"] = PostgreSqlAccounts.ManagerUser,
                ["ReplicationUser"] = PostgreSqlAccounts.ReplicationUser,
                ["PassFile"] = passwords,
                ["LogFile"] = server.LogPath,
                ["QueryTimeoutSeconds"] = 20,
            },
            ["Access"] = new JsonObject { ["Token"] = Token },
            ["Server"] = new JsonObject { ["Addresses"] = new JsonArray($"http://{fleet.Options.ListenAddress}"), ["IntervalSeconds"] = 0.5 },
        };
        var file = Path.Combine(server.Folder, "agent.json");
        File.WriteAllText(file, options.ToJsonString());
        return new AgentBeside(file, Launch(file));
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (_process.HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Starts it again as it was.</summary>
    public void StartAgain()
    {
        _process.Dispose();
        _process = Launch(_file);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private static Process Launch(string file) =>
        Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ham4db-agent.dll"), "--config", file]) { UseShellExecute = false })!;
}
