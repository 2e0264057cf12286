namespace Ham4Db.Functions.Telemetry;

/// <summary>How much waits in a queue.</summary>
/// <param name="Name">The queue: orchestrations, activities, entities, webhooks, or the name of a queue of messages.</param>
/// <param name="Waiting">What may go on now, with what is just being worked on.</param>
/// <param name="Later">What waits for its time: timers and further attempts.</param>
/// <param name="Oldest">For how long, at least, the one has waited that came first; null when none waits. Of webhooks those count too that wait for a further attempt.</param>
public sealed record WorkQueue(string Name, int Waiting, int Later, TimeSpan? Oldest);
