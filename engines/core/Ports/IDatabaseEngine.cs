using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>What Ham4Db needs from a family of database servers. One implementation for each engine.</summary>
public interface IDatabaseEngine
{
    /// <summary>The family.</summary>
    DatabaseEngine Engine { get; }

    /// <summary>Port where an address names none.</summary>
    int DefaultPort { get; }

    /// <summary>Reads everything that the model needs, over a kept connection. Never throws for trouble of the server: the outcome says it.</summary>
    /// <param name="key">Instance to probe.</param>
    /// <param name="timeout">Bound for the whole probe, connecting included.</param>
    /// <param name="cancellationToken">Stops the probe.</param>
    Task<ProbeOutcome> ProbeAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Asks over a kept connection whether the instance answers and whether it is writable; one round trip. Never throws for trouble of the server.</summary>
    /// <param name="key">Instance to ask.</param>
    /// <param name="timeout">Bound, connecting included.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    Task<LivenessOutcome> PingAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Asks the instance, over its kept liveness connection, to become read-only, without waiting longer than <paramref name="timeout"/>: a hung server finds the request first when it wakes.</summary>
    /// <returns>Whether the server confirmed within the time.</returns>
    Task<bool> TryFenceAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>How former primaries are set back where that takes more than a connection; null where pointing them at another source is enough.</summary>
    ISetBack? SetBack => null;

    /// <summary>Starts, stops and builds whole instances, by a program on their hosts; null where there is none.</summary>
    IInstanceControl? Control => null;

    /// <summary>Whether a fence stops the server hard and keeps it from being a primary, rather than makes it read-only. It is down then until it has rejoined as a standby or is made writable again.</summary>
    bool FenceStops => false;

    /// <summary>Opens a connection of its own for a series of changes.</summary>
    /// <exception cref="InstanceUnreachableException">The instance cannot be reached or refuses us.</exception>
    Task<IInstanceSession> OpenSessionAsync(InstanceKey key, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Closes what is kept open towards an instance that is no longer watched.</summary>
    Task ForgetAsync(InstanceKey key);
}
