using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Queues;
using Ham4Db.Runtime.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>The embedded host on a temporary folder.</summary>
public sealed class EmbeddedHost : IDurableHost
{
    private readonly Action<FunctionsApplicationBuilder> configure;
    private IHost host;

    private EmbeddedHost(string folder, Action<FunctionsApplicationBuilder> configure)
    {
        Folder = folder;
        this.configure = configure;
        host = null!;
    }

    public string Folder { get; }

    public LogRecorder Logs { get; } = new();

    public IServiceProvider Services => host.Services;

    public DurableTaskClient Client => host.Services.GetRequiredService<DurableTaskClient>();

    public IQueueSender Queue => host.Services.GetRequiredService<IQueueSender>();

    public Uri Url => new(host.ListeningUrls()[0]);

    public static Task<EmbeddedHost> StartAsync(params Type[] functions) => StartAsync(builder => builder.AddFunctions(functions));

    public static async Task<EmbeddedHost> StartAsync(Action<FunctionsApplicationBuilder> configure)
    {
        var started = new EmbeddedHost(Path.Combine(Path.GetTempPath(), $"ham4db-runtime-{Guid.NewGuid():N}"), configure);
        await started.StartAsync();
        return started;
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    public async Task StopAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }

    public async Task StartAsync()
    {
        var builder = FunctionsApplication.CreateBuilder([]).ConfigureFunctionsWebApplication();
        builder.DataFolder = Folder;
        builder.Urls.Clear();
        builder.Urls.Add("http://127.0.0.1:0");
        builder.StopTimeout = TimeSpan.FromSeconds(2);
        builder.Logging.ClearProviders().AddProvider(Logs);
        configure(builder);
        host = builder.Build();
        await host.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
