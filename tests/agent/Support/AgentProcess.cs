using System.Diagnostics;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Tests.Support;

/// <summary>The agent's own program as a process, which can be killed.</summary>
internal sealed class AgentProcess : IDisposable
{
    private readonly Process _process;
    private readonly GrpcChannel _channel;

    private AgentProcess(Process process, int port)
    {
        _process = process;
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            metadata.Add("authorization", $"Bearer {RunningAgent.Token}");
            return Task.CompletedTask;
        });
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}", new() { Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials), UnsafeUseInsecureChannelCallCredentials = true });
        Client = new(_channel);
    }

    public InstanceAgent.InstanceAgentClient Client { get; }

    /// <summary>Returns when it answers.</summary>
    public static async Task<AgentProcess> StartAsync(string stateFolder, string dataFolder, string binFolder, int port)
    {
        var file = Path.Combine(Path.GetDirectoryName(stateFolder)!, "agent.json");
        await File.WriteAllTextAsync(
            file,
            $$"""
            {
              "ListenAddress": "127.0.0.1", "Port": {{port}}, "StateFolder": {{Quote(stateFolder)}},
              "Database": { "DataFolder": {{Quote(dataFolder)}}, "BinFolder": {{Quote(binFolder)}}, "QueryTimeoutSeconds": 20 },
              "Access": { "Token": "{{RunningAgent.Token}}" }
            }
            """);
        var program = Path.Combine(AppContext.BaseDirectory, "ham4db-agent.dll");
        var process = Process.Start(new ProcessStartInfo("dotnet", [program, "--config", file]) { UseShellExecute = false })!;
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
