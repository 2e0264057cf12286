namespace Ham4Db.Functions.Probing;

/// <summary>The heartbeat of everything: once a second, in one process.</summary>
public sealed class ProbeTimer(Prober prober, SideWork side)
{
    /// <summary>Runs one tick.</summary>
    [Function("Probe")]
    public Task RunAsync([TimerTrigger("*/1 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        side.Begin(context.CancellationToken);
        return prober.TickAsync(client, context.CancellationToken);
    }
}
