using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Probing.Shards;

namespace Ham4Db.Functions.Probing;

/// <summary>The heartbeat of everything: once a second, in one process. Where the fleet is split into shards it sees to it that somebody probes each.</summary>
public sealed class ProbeTimer(Prober prober, ShardBoard shards, SideWork side, Ham4DbOptions options)
{
    /// <summary>Runs one tick.</summary>
    [Function("Probe")]
    public async Task RunAsync([TimerTrigger("*/1 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        side.Begin(context.CancellationToken);
        if (options.ProbeShards > 1) shards.Look(context.CancellationToken);
        else await prober.TickAsync(client, context.CancellationToken);
    }
}
