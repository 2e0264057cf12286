namespace Ham4Db.Runtime.Hosting;

/// <summary>Embedded only: how much waits in a queue of this host.</summary>
/// <param name="Name">orchestrations, activities, entities, or the name of a queue of messages.</param>
/// <param name="Waiting">What may go on now, with what is just being worked on.</param>
/// <param name="Later">What waits for its time: timers, signals and messages for later.</param>
/// <param name="Oldest">For how long, at least, the one has waited that came first; null when none waits.</param>
public sealed record RuntimeQueue(string Name, int Waiting, int Later, TimeSpan? Oldest);
