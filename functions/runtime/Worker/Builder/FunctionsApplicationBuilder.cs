using System.Reflection;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Http;
using Ham4Db.Runtime.Queues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Worker.Builder;

/// <summary>Builds the embedded host. What stands under "embedded only" has no counterpart on Azure.</summary>
public sealed class FunctionsApplicationBuilder
{
    private readonly WebApplicationBuilder web;
    private readonly List<Type> functionTypes = [];
    private bool hasHttp;

    internal FunctionsApplicationBuilder(string[] args)
    {
        web = WebApplication.CreateSlimBuilder(args);
        Services.TryAddSingleton(TimeProvider.System);

        // Registered before everything that the app adds, so that it starts first and stops last.
        Services.AddSingleton<RuntimeEngine>();
        Services.AddHostedService(services => services.GetRequiredService<RuntimeEngine>());
        Services.AddSingleton<DurableTaskClient, EmbeddedDurableTaskClient>();
        Services.AddSingleton<FunctionInvoker>();
        Services.AddSingleton<IQueueSender, QueueSender>();
        Services.AddSingleton(services => new RuntimeQueues(services.GetRequiredService<RuntimeEngine>()));
    }

    /// <summary>Services of the app.</summary>
    public IServiceCollection Services => web.Services;

    /// <summary>Configuration: appsettings.json, environment, arguments, and what the app adds.</summary>
    public ConfigurationManager Configuration => web.Configuration;

    /// <summary>Logging.</summary>
    public ILoggingBuilder Logging => web.Logging;

    /// <summary>Name of the environment and root of the app's files.</summary>
    public IHostEnvironment Environment => web.Environment;

    /// <summary>Embedded only: the folder that holds all durable state; made when the host starts. One process at a time may use it.</summary>
    public string DataFolder { get; set; } = "ham4db-data";

    /// <summary>Embedded only: addresses that HTTP functions are served on; port 0 means any free one.</summary>
    public IList<string> Urls { get; } = ["http://127.0.0.1:7071"];

    /// <summary>Embedded only: certificates of the addresses that begin with https; null where there are none.</summary>
    public Action<HttpsConnectionAdapterOptions>? Https { get; set; }

    /// <summary>Embedded only: how long running functions may go on when the host stops; 10 s unless set.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Embedded only, for tests: forget every orchestration after each turn, so that each step is a replay of the stored history.</summary>
    public bool ReplayAlways { get; set; }

    /// <summary>Serves HTTP functions with ASP.NET Core's types.</summary>
    /// <returns>This builder.</returns>
    public FunctionsApplicationBuilder ConfigureFunctionsWebApplication()
    {
        hasHttp = true;
        return this;
    }

    /// <summary>Embedded only: adds the functions of an assembly.</summary>
    /// <param name="assembly">An assembly with public classes that have functions.</param>
    /// <returns>This builder.</returns>
    public FunctionsApplicationBuilder AddFunctions(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        functionTypes.AddRange(assembly.GetTypes());
        return this;
    }

    /// <summary>Embedded only: adds the functions of some classes.</summary>
    /// <param name="types">Public classes that have functions.</param>
    /// <returns>This builder.</returns>
    public FunctionsApplicationBuilder AddFunctions(params Type[] types)
    {
        functionTypes.AddRange(types);
        return this;
    }

    /// <summary>Builds the host; nothing is opened before it starts.</summary>
    /// <returns>The host. Its start throws <see cref="RuntimeStartupException"/> when the data folder or an address cannot be used.</returns>
    /// <exception cref="RuntimeStartupException">A function has a wrong signature, or a name is used twice.</exception>
    public IHost Build()
    {
        var catalog = FunctionCatalog.Read(functionTypes);
        var httpFunctions = catalog.Of(TriggerKind.Http).ToArray();
        if (httpFunctions.Length > 0 && !hasHttp)
            throw new RuntimeStartupException($"Function '{httpFunctions[0].Name}' is an HTTP function; call ConfigureFunctionsWebApplication() on the builder.");

        Services.AddSingleton(catalog);
        Services.AddSingleton(new RuntimeOptions
        {
            DataFolder = Path.GetFullPath(DataFolder),
            StopTimeout = StopTimeout,
            ReplayAlways = ReplayAlways,
        });

        // Cuts off HTTP requests that do not end by themselves, such as event streams.
        Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopTimeout);
        if (httpFunctions.Length > 0)
            HttpFunctions.AddServices(web, Urls, Https);
        else
            Services.Replace(ServiceDescriptor.Singleton<IServer, NoServer>());
        var app = web.Build();
        HttpFunctions.Map(app, httpFunctions);
        return new RuntimeHost(app, httpFunctions.Length > 0 ? [.. Urls] : []);
    }
}
