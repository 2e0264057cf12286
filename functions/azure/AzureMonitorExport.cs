using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Exports metrics and spans to Application Insights, where alert rules ask for them.</summary>
public static class AzureMonitorExport
{
    private const string ConnectionString = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Registers the export where the settings name an Application Insights resource, and nothing elsewhere. It is entered with the identity that the process runs under.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The app's settings.</param>
    public static IServiceCollection AddAzureMonitorExport(this IServiceCollection services, IConfiguration configuration)
    {
        var connection = configuration[ConnectionString];
        if (string.IsNullOrEmpty(connection)) return services;
        services.AddInstruments(configuration).UseAzureMonitorExporter(options =>
        {
            options.ConnectionString = connection;
            options.Credential = new DefaultAzureCredential();
            // A recovery is one span among many: none may be left out.
            options.SamplingRatio = 1;
            options.TracesPerSecond = null;
        });
        return services;
    }
}
