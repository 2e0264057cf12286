using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Hosting;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Protocol.Original;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.OpenGaussAgent.Tests.Support;

/// <summary>An agent in this process, on ports that are free, with channels to it.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    public const string Token = "a-token-of-the-tests-only";
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];
    private readonly Lazy<InstanceAgent.InstanceAgentClient> _client;

    private RunningAgent(WebApplication app)
    {
        _app = app;
        // One connection for all calls: the agent refuses the two hundred and first.
        _client = new(() => new(Channel(Token)));
    }

    public AgentPorts Ports => _app.Services.GetRequiredService<AgentPorts>();

    public T Part<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>With the token.</summary>
    public InstanceAgent.InstanceAgentClient Client => _client.Value;

    public static async Task<RunningAgent> StartAsync(AgentOptions options)
    {
        options = options with
        {
            ListenAddress = "127.0.0.1",
            Port = 0,
            AdvertisedAddress = "127.0.0.1",
            ClusterName = "Test-Cluster",
            NodeName = options.NodeName.Length > 0 ? options.NodeName : "n1",
            Access = options.Access == new AccessOptions() ? new() { Token = Token } : options.Access,
        };
        var app = AgentHost.Build(options);
        await AgentHost.StartAsync(app);
        return new(app);
    }

    public static AgentOptions OptionsFor(ScriptedPrograms programs) => new()
    {
        StateFolder = programs.StateFolder,
        Database = new() { DataFolder = programs.DataFolder, BinFolder = programs.BinFolder, Port = 5432, QueryTimeout = TimeSpan.FromSeconds(30) },
    };

    /// <summary>A channel with a token (null for none) and, over TLS, a certificate.</summary>
    public GrpcChannel Channel(string? token, int? port = null, SocketsHttpHandler? tls = null)
    {
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            if (token is not null)
                metadata.Add("authorization", $"Bearer {token}");
            return Task.CompletedTask;
        });
        var channel = GrpcChannel.ForAddress($"{(tls is null ? "http" : "https")}://127.0.0.1:{port ?? Ports.Grpc}", new()
        {
            HttpHandler = tls,
            Credentials = ChannelCredentials.Create(tls is null ? ChannelCredentials.Insecure : ChannelCredentials.SecureSsl, credentials),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
        _channels.Add(channel);
        return channel;
    }

    public OpengaussAgent.OpengaussAgentClient Original(int port) => new(Channel(null, port));

    /// <summary>Acts and waits for the end.</summary>
    public async Task<Operation> ActAsync(ActRequest request)
    {
        request.OperationId = request.OperationId.Length > 0 ? request.OperationId : $"test-{Guid.NewGuid():N}";
        request.WaitMs = 60_000;
        return await Client.ActAsync(request, cancellationToken: TestContext.Current.CancellationToken);
    }

    public async Task<Instance> DescribeAsync(bool members = false) =>
        await Client.DescribeAsync(new() { Members = members }, cancellationToken: TestContext.Current.CancellationToken);

    public static async Task EventuallyAsync(string what, Func<Task<bool>> condition, int seconds = 60)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"Waited {seconds} s in vain: {what}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
