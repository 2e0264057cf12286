using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Ham4Db.Core.Ports;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Agents;

/// <summary>One kept connection for each agent.</summary>
internal sealed class AgentChannels : IDisposable
{
    private readonly ConcurrentDictionary<(string Host, int Port, bool UsesTls), GrpcChannel> _channels = new();
    private readonly AgentClientOptions _options;
    private readonly X509Certificate2? _certificate;
    private readonly X509Certificate2Collection? _authorities;

    public AgentChannels(AgentClientOptions options)
    {
        _options = options;
        if (options.CertificateFile.Length > 0) _certificate = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile);
        if (options.AuthorityFile.Length == 0) return;
        _authorities = [];
        _authorities.ImportFromPemFile(options.AuthorityFile);
    }

    /// <summary>A client over the kept connection.</summary>
    /// <exception cref="InstanceUnreachableException">The agent may not be contacted, or not in this way.</exception>
    public InstanceAgent.InstanceAgentClient Client(AgentAddress agent)
    {
        if (_options.RefusalFor?.Invoke(agent) is { } refusal) throw new InstanceUnreachableException(new(ProbeFailureKind.NotAllowed, refusal));
        // What stands in a host may not become another part of the address, behind the list's back.
        if (Uri.CheckHostName(agent.Host) == UriHostNameType.Unknown || agent.Port is < 1 or > 65535)
            throw new InstanceUnreachableException(new(ProbeFailureKind.NotAllowed, $"'{AgentFailures.Clean(agent.ToString())}' is not the address of an agent."));
        if (!agent.UsesTls && _options.Token.Length > 0 && !_options.AllowPlaintext && !IsLoopback(agent.Host))
            throw new InstanceUnreachableException(new(ProbeFailureKind.NotAllowed, $"The agent at {agent} is reached without TLS, and the token is sent there only when plaintext is allowed."));
        return new(_channels.GetOrAdd((agent.Host, agent.Port, agent.UsesTls), _ => Open(agent)));
    }

    public void Forget(AgentAddress agent)
    {
        if (_channels.TryRemove((agent.Host, agent.Port, agent.UsesTls), out var channel)) channel.Dispose();
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values) channel.Dispose();
        _channels.Clear();
        _certificate?.Dispose();
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private GrpcChannel Open(AgentAddress agent)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = _options.ConnectTimeout,
            // A host that went away without a word must not keep the next call waiting.
            KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
            EnableMultipleHttp2Connections = true,
            UseProxy = false,
        };
        if (_options.Resolve is not null) handler.ConnectCallback = ConnectAsync;
        if (agent.UsesTls) handler.SslOptions = Tls();
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            if (_options.Token.Length > 0) metadata.Add("authorization", $"Bearer {_options.Token}");
            return Task.CompletedTask;
        });
        return GrpcChannel.ForAddress($"{(agent.UsesTls ? "https" : "http")}://{agent}", new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = _options.LongestAnswer,
            ThrowOperationCanceledOnCancellation = true,
            Credentials = ChannelCredentials.Create(agent.UsesTls ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure, credentials),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await _options.Resolve!(host, port, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private SslClientAuthenticationOptions Tls()
    {
        var tls = new SslClientAuthenticationOptions();
        if (_certificate is not null) tls.ClientCertificateContext = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true);
        if (_authorities is null) return tls;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(_authorities);
        tls.CertificateChainPolicy = policy;
        return tls;
    }
}
