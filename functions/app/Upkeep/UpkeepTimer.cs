using Ham4Db.Functions.Upkeep.Purging;

namespace Ham4Db.Functions.Upkeep;

/// <summary>Keeps the store in order, so that nothing in it grows for ever.</summary>
public sealed class UpkeepTimer(Caretaker caretaker, Purge purge)
{
    private const int RowsPerRun = 20_000;

    /// <summary>Does what is due every minute.</summary>
    [Function("Upkeep")]
    public Task UpkeepAsync([TimerTrigger("20 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context) =>
        caretaker.RunAsync(client, context.CancellationToken);

    /// <summary>Removes old rows every hour, and old orchestrations that have ended.</summary>
    [Function("Purge")]
    public async Task PurgeAsync([TimerTrigger("40 7 * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        await purge.RunAsync(RowsPerRun, context.CancellationToken);
        await purge.RunAsync(client, context.CancellationToken);
    }
}
