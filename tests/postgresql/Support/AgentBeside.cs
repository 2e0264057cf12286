using System.Diagnostics;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.Engines.PostgreSql.Tests.Support;

/// <summary>The agent's own program beside a server, which registers with the app.</summary>
public sealed class AgentBeside : IDisposable
{
    private readonly string _file;
    private Process _process;

    private AgentBeside(string file, Process process) => (_file, _process) = (file, process);

    /// <summary>Starts one and returns before it answers.</summary>
    public static async Task<AgentBeside> StartAsync(PostgreSqlFleet fleet, int node)
    {
        var file = await NodeAgent.ConfigureAsync(fleet.Topology, fleet.Topology.Nodes[node], new Uri($"http://{fleet.Options.ListenAddress}"));
        return new AgentBeside(file, AgentExecutable.Start(file));
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
        _process = AgentExecutable.Start(_file);
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
