using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Publishing;

namespace Ham4Db.Functions.Probing;

/// <summary>
/// What else is to be done each second: events go to webhooks, and primaries to stores outside. A timer of their own each would be an instance of its own each on platforms that
/// run every timer apart, paid for all the time to work for milliseconds. No round of probes waits for them, and neither waits for the other.
/// </summary>
public sealed class SideWork(WebhookDispatcher webhooks, PrimaryPublication publication, ILogger<SideWork> logger)
{
    private Task _delivering = Task.CompletedTask;
    private Task _publishing = Task.CompletedTask;

    /// <summary>Begins what has ended since the last second.</summary>
    public void Begin(CancellationToken cancellationToken)
    {
        if (_delivering.IsCompleted) _delivering = RunAsync("Delivering events to webhooks", webhooks.TickAsync, cancellationToken);
        if (_publishing.IsCompleted) _publishing = RunAsync("Publishing primaries", publication.TickAsync, cancellationToken);
    }

    private async Task RunAsync(string what, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.SideWorkFailed(logger, exception, what);
        }
    }
}
