using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ham4Db.Agents;
using Ham4Db.Core.Ports;
using Ham4Db.Topologies;
using Ham4Db.Topologies.OpenGauss;

namespace Ham4Db.Engines.OpenGauss.Tests.Support;

/// <summary>The agent's own program as a process beside a data folder, which can be killed and started again.</summary>
internal sealed class AgentProgram : IDisposable
{
    public const string Token = "a-token-of-the-tests-only";
    private readonly string _configuration;
    private Process? _process;

    private AgentProgram(string configuration, AgentAddress address)
    {
        _configuration = configuration;
        Address = address;
    }

    public AgentAddress Address { get; }

    /// <summary>Starts one that asks for the token, or for certificates where these are given, and returns when it listens.</summary>
    public static async Task<AgentProgram> StartAsync(
        string name, string stateFolder, string dataFolder, string binFolder, int databasePort, string host = "127.0.0.1", int port = 0, string authority = "", string certificate = "", string key = "")
    {
        var access = new JsonObject();
        if (authority.Length > 0) access["ClientAuthorityFile"] = authority;
        else access["Token"] = Token;
        if (certificate.Length > 0) (access["CertificateFile"], access["KeyFile"]) = (certificate, key);
        port = port > 0 ? port : FreePorts.Choose(inARow: 2);
        var configuration = new JsonObject
        {
            ["NodeName"] = name,
            ["ClusterName"] = "orders",
            ["ListenAddress"] = host,
            ["Port"] = port,
            ["StateFolder"] = stateFolder,
            ["Database"] = new JsonObject { ["DataFolder"] = dataFolder, ["BinFolder"] = binFolder, ["Port"] = databasePort, ["ManagerUser"] = OpenGaussTopology.ManagerUser, ["QueryTimeoutSeconds"] = 20 },
            ["Access"] = access,
        };
        Directory.CreateDirectory(Path.GetDirectoryName(stateFolder)!);
        var file = stateFolder + ".json";
        await File.WriteAllTextAsync(file, configuration.ToJsonString(JsonSerializerOptions.Default));
        var agent = new AgentProgram(file, new(host, port, certificate.Length > 0));
        await agent.StartAsync();
        return agent;
    }

    /// <summary>Starts it again, after a kill.</summary>
    public async Task StartAsync()
    {
        _process = AgentExecutable.Start(_configuration);
        using var client = new AgentClient(new());
        await Eventually.BecomesAsync($"the agent at {Address} listens", async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException("The agent has ended.");
            try
            {
                await client.DescribeAsync(Address with { UsesTls = false }, members: false, TimeSpan.FromSeconds(5), CancellationToken.None);
                return true;
            }
            catch (InstanceUnreachableException exception)
            {
                // It is there when it asks who we are, or closes what is no TLS.
                return exception.Failure.Kind is ProbeFailureKind.AccessDenied || (Address.UsesTls && exception.Failure.Kind is ProbeFailureKind.Disconnected or ProbeFailureKind.Error);
            }
        });
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (_process is null) return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _process = null;
    }

    public void Dispose() => Kill();
}
