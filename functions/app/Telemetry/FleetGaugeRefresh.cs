using Microsoft.Extensions.Hosting;

namespace Ham4Db.Functions.Telemetry;

/// <summary>Keeps what the fleet is like ready for those that collect it without asking for it.</summary>
internal sealed class FleetGaugeRefresh(FleetGauges gauges, TimeProvider time, ILogger<FleetGaugeRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                await gauges.RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                TelemetryLog.NotRead(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
