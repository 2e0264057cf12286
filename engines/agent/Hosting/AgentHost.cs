using System.Net;
using System.Security.Cryptography.X509Certificates;
using Ham4Db.OpenGaussAgent.Access;
using Ham4Db.OpenGaussAgent.Actions;
using Ham4Db.OpenGaussAgent.Commands;
using Ham4Db.OpenGaussAgent.Configuration;
using Ham4Db.OpenGaussAgent.Fencing;
using Ham4Db.OpenGaussAgent.Http;
using Ham4Db.OpenGaussAgent.Instances;
using Ham4Db.OpenGaussAgent.OpenGauss;
using Ham4Db.OpenGaussAgent.PostgreSql;
using Ham4Db.OpenGaussAgent.Protocol;
using Ham4Db.OpenGaussAgent.Registration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>Puts the agent together.</summary>
internal static class AgentHost
{
    /// <summary>No request is longer; the longest is a list of standbys.</summary>
    public const int LongestMessage = 64 * 1024;

    public static WebApplication Build(AgentOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Information)
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Grpc", LogLevel.Error).AddFilter("System.Net.Http", LogLevel.Warning);
        var ports = new AgentPorts();
        builder.Services
            .AddSingleton(options).AddSingleton(options.Database).AddSingleton(ports).AddSingleton(TimeProvider.System)
            .AddSingleton<CommandRunner>().AddSingleton<DatabasePrograms>().AddSingleton<LocalSession>().AddSingleton<InstanceDescriber>().AddSingleton<ClusterNames>()
            .AddSingleton(new StateStore(options.StateFolder)).AddSingleton<OperationDesk>().AddSingleton<ActionRunner>()
            .AddSingleton<Contacts>().AddSingleton<AccessGate>().AddSingleton<HttpAnswers>()
            .AddHostedService<FenceGuard>().AddHostedService<Heartbeat>();
        if (options.Database.Engine == Engine.Postgresql)
            builder.Services.AddSingleton<IDatabase, PostgreSqlDatabase>();
        else
            builder.Services.AddSingleton<IDatabase, OpenGaussDatabase>();
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = LongestMessage);
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        builder.WebHost.UseKestrelHttpsConfiguration();

        var app = builder.Build();
        // Ends what a former agent left before anything can be asked.
        _ = app.Services.GetRequiredService<OperationDesk>();
        var (gate, http) = (app.Services.GetRequiredService<AccessGate>(), app.Services.GetRequiredService<HttpAnswers>());
        app.MapWhen(context => context.Connection.LocalPort == ports.Http || context.Connection.LocalPort == ports.OriginalHttp, web => web.Run(http.AnswerAsync));
        app.Use((context, next) => gate.InvokeAsync(context, _ => next(context)));
        app.MapGrpcService<InstanceAgentService>();
        app.MapGrpcService<OriginalService>();
        app.Lifetime.ApplicationStarted.Register(() => Log.Started(
            app.Logger, options.NodeName, options.Database.Engine, options.Database.DataFolder, options.ListenAddress, ports.Grpc));
        return app;
    }

    /// <summary>Starts it and learns the ports.</summary>
    public static async Task StartAsync(WebApplication app)
    {
        var (options, ports) = (app.Services.GetRequiredService<AgentOptions>(), app.Services.GetRequiredService<AgentPorts>());
        if (options.Port > 0)
            SetPorts(ports, [options.Port, options.Port + 1, options.Original.Port, options.Original.Port + 1]);
        await app.StartAsync();
        if (options.Port == 0)
            SetPorts(ports, [.. app.Urls.Select(url => new Uri(url).Port)]);
    }

    private static void SetPorts(AgentPorts ports, int[] found)
    {
        (ports.Grpc, ports.Http) = (found[0], found[1]);
        if (found.Length > 3 && found[2] > 0)
            (ports.Original, ports.OriginalHttp) = (found[2], found[3]);
    }

    private static void Listen(KestrelServerOptions kestrel, AgentOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 4 * LongestMessage;
        kestrel.Limits.MaxConcurrentConnections = 200;
        var address = IPAddress.Parse(options.ListenAddress);
        kestrel.Listen(address, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            if (options.Access.UsesTls)
                listen.UseHttps(https => Secure(https, options.Access));
        });
        kestrel.Listen(address, options.Port == 0 ? 0 : options.Port + 1, listen => listen.Protocols = HttpProtocols.Http1);
        if (options.Original.Port == 0)
            return;
        kestrel.Listen(address, options.Original.Port, listen => listen.Protocols = HttpProtocols.Http2);
        kestrel.Listen(address, options.Original.Port + 1, listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static void Secure(HttpsConnectionAdapterOptions https, AccessOptions access)
    {
        https.ServerCertificate = X509Certificate2.CreateFromPemFile(access.CertificateFile, access.KeyFile);
        if (access.ClientAuthorityFile.Length == 0)
            return;
        // Whoever comes without the right one is told so by the gate, in a status that a caller understands.
        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        https.AllowAnyClientCertificate();
    }
}
