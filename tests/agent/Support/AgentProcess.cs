using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.Topologies;

namespace Ham4Db.OpenGaussAgent.Tests.Support;

/// <summary>The agent's own program as a process, which can be killed.</summary>
internal sealed class AgentProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly GrpcChannel _channel;

    private AgentProcess(Process process, int port)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) =>
        {
            lock (_output) _output.AppendLine(line.Data);
        };
        _process.BeginOutputReadLine();
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {RunningAgent.Token}");
            return Task.CompletedTask;
        });
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new() { Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials), UnsafeUseInsecureChannelCallCredentials = true });
        Client = new(_channel);
    }

    public InstanceAgent.InstanceAgentClient Client { get; }

    /// <summary>What it has logged.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>One beside the stand-in for openGauss. Returns when it answers.</summary>
    public static Task<AgentProcess> StartAsync(string stateFolder, string dataFolder, string binFolder, int port) => StartAsync(
        stateFolder, port, $$"""{ "DataFolder": {{Quote(dataFolder)}}, "BinFolder": {{Quote(binFolder)}}, "QueryTimeoutSeconds": 20 }""", server: "{}");

    /// <summary>One beside a PostgreSQL, which registers as the section <c>Server</c> says. Returns when it answers.</summary>
    public static Task<AgentProcess> StartAsync(AgentOptions options, int port, string server)
    {
        var database = options.Database;
        return StartAsync(
            options.StateFolder,
            port,
            $$"""
            {
              "Engine": "postgresql", "DataFolder": {{Quote(database.DataFolder)}}, "BinFolder": {{Quote(database.BinFolder)}}, "Port": {{database.Port}}, "SocketFolder": {{Quote(database.SocketFolder)}},
              "ManagerUser": {{Quote(database.ManagerUser)}}, "ReplicationUser": {{Quote(database.ReplicationUser)}}, "PassFile": {{Quote(database.PassFile)}}, "LogFile": {{Quote(database.LogFile)}},
              "QueryTimeoutSeconds": 20
            }
            """,
            server);
    }

    private static async Task<AgentProcess> StartAsync(string stateFolder, int port, string database, string server)
    {
        var file = Path.Combine(Path.GetDirectoryName(stateFolder)!, "agent.json");
        await File.WriteAllTextAsync(
            file,
            $$"""
            {
              "ListenAddress": "127.0.0.1", "Port": {{port}}, "StateFolder": {{Quote(stateFolder)}},
              "Database": {{database}},
              "Access": { "Token": "{{RunningAgent.Token}}" },
              "Server": {{server}}
            }
            """);
        var process = AgentExecutable.Start(file, keepsOutput: true);
        var agent = new AgentProcess(process, port);
        await RunningAgent.EventuallyAsync("the agent answers", async () =>
        {
            Assert.False(process.HasExited, "The agent has ended.");
            try
            {
                await agent.Client.DescribeAsync(new(), cancellationToken: TestContext.Current.CancellationToken);
                return true;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                return false;
            }
        });
        return agent;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        _channel.Dispose();
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
