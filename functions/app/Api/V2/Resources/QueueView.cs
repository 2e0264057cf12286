using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A queue.</summary>
/// <param name="Name">orchestrations (what was sent to them), activities, entities (what they are asked), webhooks, or the name of a queue of messages.</param>
/// <param name="Waiting">What may go on now, with what is just being worked on.</param>
/// <param name="Later">What waits for its time.</param>
/// <param name="OldestSeconds">For how long, at least, the one has waited that came first; null when none waits. Of webhooks those count too that wait for a further attempt.</param>
internal sealed record QueueView(string Name, int Waiting, int Later, double? OldestSeconds)
{
    public static QueueView Of(WorkQueue queue) => new(queue.Name, queue.Waiting, queue.Later, queue.Oldest is { } age ? Math.Round(age.TotalSeconds, 1) : null);
}
