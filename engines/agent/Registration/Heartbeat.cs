using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Fencing;
using Ham4Db.OpenGaussAgent.Hosting;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Registration;

/// <summary>Tells every manager, again and again, where this agent is; an answer is a sign of life of the manager.</summary>
internal sealed class Heartbeat(AgentOptions options, AgentPorts ports, Contacts contacts, TimeProvider time, ILogger<Heartbeat> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Server.Addresses.Count == 0)
            return;
        // Not before the ports are known.
        await Task.Yield();
        using var client = NewClient();
        await Task.WhenAll(options.Server.Addresses.Select(server => TellAsync(client, server, stoppingToken)));
    }

    private async Task TellAsync(HttpClient client, Uri server, CancellationToken cancellationToken)
    {
        var reached = false;
        using var timer = new PeriodicTimer(options.Server.Interval, time);
        do
        {
            try
            {
                await TellOnceAsync(client, server, cancellationToken);
                contacts.HeardServer();
                if (!reached)
                    Log.Registered(logger, server);
                reached = true;
            }
            catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                Log.NotRegistered(logger, server, e.Message);
                reached = false;
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    // The first Ham4DB knows no v2, and what one of the two is refused must not keep the other from being told.
    private async Task TellOnceAsync(HttpClient client, Uri server, CancellationToken cancellationToken)
    {
        var root = server.AbsoluteUri.TrimEnd('/');
        var refused = options.Server.Heartbeat ? await TryAsync(() => client.PostAsJsonAsync($"{root}/api/v2/agents", Body(), RegistrationJson.Default.RegistrationBody, cancellationToken)) : null;
        if (!options.Server.OriginalHeartbeat)
        {
            if (refused is not null)
                throw refused;
            return;
        }

        var seconds = ((int)Math.Ceiling(options.Server.Interval.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var port = ports.Original > 0 ? ports.Original : ports.Grpc;
        var path = $"/api/agent/health/{Uri.EscapeDataString(options.AdvertisedAddress)}/{Uri.EscapeDataString(Environment.MachineName)}/{port}/{seconds}";
        if (await TryAsync(() => client.GetAsync(root + path, cancellationToken)) is { } originalRefused && (refused is not null || !options.Server.Heartbeat))
            throw refused ?? originalRefused;
    }

    private static async Task<HttpRequestException?> TryAsync(Func<Task<HttpResponseMessage>> tell)
    {
        try
        {
            using var answer = await tell();
            answer.EnsureSuccessStatusCode();
            return null;
        }
        catch (HttpRequestException refused)
        {
            return refused;
        }
    }

    private RegistrationBody Body() => new(
        options.Database.Engine == Engine.Opengauss ? "opengauss" : "postgresql",
        options.AdvertisedAddress,
        options.Database.Port,
        ports.Grpc,
        options.Access.UsesTls,
        options.NodeName,
        options.ClusterName,
        InstanceDescription.AgentVersion,
        options.Server.Interval.TotalSeconds,
        options.Fencing.Enabled ? options.Fencing.Longest.TotalSeconds : 0);

    private HttpClient NewClient()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (options.Server.AuthorityFile.Length > 0)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(options.Server.AuthorityFile);
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        // Half of the interval: one that hangs must not delay the next.
        var client = new HttpClient(handler) { Timeout = TimeSpan.FromTicks(Math.Max(options.Server.Interval.Ticks / 2, TimeSpan.TicksPerSecond)) };
        if (options.Server.Token.Length > 0)
            client.DefaultRequestHeaders.Authorization = new("Bearer", options.Server.Token);
        else if (options.Server.User.Length > 0)
            client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Server.User}:{options.Server.Password}")));
        return client;
    }
}
