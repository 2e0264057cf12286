using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Exports metrics and spans over OTLP. All about it is set by OpenTelemetry's own variables (OTEL_…), as for any other program.</summary>
public static class OpenTelemetryExport
{
    private static readonly string[] Endpoints = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    /// <summary>Registers the export where the configuration names an endpoint, and nothing elsewhere.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The host's configuration, its environment included.</param>
    public static IServiceCollection AddOpenTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (Endpoints.All(name => string.IsNullOrEmpty(configuration[name]))) return services;
        services.AddInstruments(configuration).UseOtlpExporter();
        return services;
    }

    /// <summary>Registers what is measured and traced, for an exporter to take.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configuration">The host's configuration, its environment included.</param>
    public static IOpenTelemetryBuilder AddInstruments(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHostedService<FleetGaugeRefresh>();
        return services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrEmpty(configuration["OTEL_SERVICE_NAME"])) resource.AddService("ham4db", serviceVersion: Instruments.Version);
            })
            .WithMetrics(metrics => metrics.AddMeter(Instruments.Name))
            .WithTracing(traces => traces.AddSource(Instruments.Name));
    }
}
