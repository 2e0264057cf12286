using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Functions.Telemetry;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Worker.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Cli.Hosting;

/// <summary>The app, served in this process.</summary>
internal sealed class AppHost : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _isRunning;

    private AppHost(IHost host, Uri address)
    {
        _host = host;
        Address = address;
        _isRunning = true;
    }

    /// <summary>Where it serves; <c>localhost</c> for all interfaces.</summary>
    public Uri Address { get; }

    /// <summary>Starts the app.</summary>
    /// <param name="configuration">Its configuration.</param>
    /// <param name="log">Sets its log up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CliException">It cannot start; a sentence says why.</exception>
    public static async Task<AppHost> StartAsync(ConfigurationState configuration, Action<ILoggingBuilder> log, CancellationToken cancellationToken)
    {
        var options = configuration.Options;
        if (!ListenEndpoint.TryParse(options.ListenAddress, out var endpoint))
            throw new CliException(ExitCodes.Configuration, $"ListenAddress '{options.ListenAddress}' is not an address to listen on.");
        WritableFolder.Ensure(options.DataFolder);
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFunctions(typeof(Prober).Assembly);
        builder.Services.AddSingleton<IHostQueues, EmbeddedQueues>();
        builder.Services.AddSingleton<IShardQueue, EmbeddedShardQueue>();
        builder.Services.AddHam4Db(configuration);
        builder.Services.AddOpenTelemetryExport(builder.Configuration);
        // Signals are the command line's: it decides what is stopped, and in which order.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoSignals>());
        builder.DataFolder = options.DataFolder;
        builder.Urls.Clear();
        builder.Urls.Add(options.UseSSL ? endpoint.SecureUrl : endpoint.Url);
        builder.Https = Tls(options);
        log(builder.Logging);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            await DisposeAsync(host);
            if (StartupErrors.Explain(exception) is { } explained) throw explained;
            throw;
        }

        return new AppHost(host, AddressOf(host, endpoint));
    }

    /// <summary>Waits until the app ends by itself, which it does when its store cannot be written any more.</summary>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var stopping = _host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var ended = new TaskCompletionSource();
        await using var registration = stopping.Register(ended.SetResult);
        await ended.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isRunning) return;
        _isRunning = false;
        await _host.StopAsync(CancellationToken.None);
        await DisposeAsync(_host);
    }

    private static async ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        else host.Dispose();
    }

    private static Action<HttpsConnectionAdapterOptions>? Tls(Ham4DbOptions options)
    {
        try
        {
            return options.UseSSL ? ServerTls.From(options) : null;
        }
        catch (ConfigurationException exception)
        {
            throw new CliException(ExitCodes.Configuration, exception.Message, exception);
        }
    }

    // An address for all interfaces is none that a client can use.
    private static Uri AddressOf(IHost host, ListenEndpoint endpoint)
    {
        var url = host.ListeningUrls()[0];
        var port = url[(url.LastIndexOf(':') + 1)..].TrimEnd('/');
        return new Uri($"{url[..url.IndexOf(':', StringComparison.Ordinal)]}://{(endpoint.Host is "*" ? "localhost" : endpoint.Host)}:{port}/");
    }
}
