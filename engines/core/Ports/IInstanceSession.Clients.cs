using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <content>Clients, and copying a whole server.</content>
public partial interface IInstanceSession
{
    /// <summary>Ends the statement that a connection runs; the connection stays. Nothing happens where it is gone.</summary>
    /// <param name="connectionId">Number of the connection (MySQL: process id).</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>Whether there was such a connection.</returns>
    Task<bool> KillQueryAsync(long connectionId, CancellationToken cancellationToken);

    /// <summary>Lets no ordinary client log in any more, or lets them again. Connections that are open are ended; privileged accounts stay.</summary>
    /// <exception cref="InstanceOperationException">The server has no way to do so; the message says why.</exception>
    Task SetClientsShutOutAsync(bool shutOut, CancellationToken cancellationToken);

    /// <summary>Whether ordinary clients are shut out by <see cref="SetClientsShutOutAsync"/>.</summary>
    Task<bool> AreClientsShutOutAsync(CancellationToken cancellationToken);

    /// <summary>What stands against copying whole servers from or to this one, as a sentence; null when it can be done (MySQL: the clone plugin is active).</summary>
    Task<string?> WhyNotCloneAsync(CancellationToken cancellationToken);

    /// <summary>Whether everything on this server is being replaced by a copy of another one now.</summary>
    Task<bool> IsCloningAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Replaces everything on this server by a copy of <paramref name="donor"/>, which is read over the manager's account. The server restarts itself at the end,
    /// or stops where nothing watches over it: either way the session is lost and <see cref="InstanceUnreachableException"/> is thrown, also after a success.
    /// </summary>
    /// <param name="donor">The server that is copied.</param>
    /// <param name="timeout">Bound; the server goes on copying when it is reached.</param>
    /// <param name="cancellationToken">Stops waiting; the server goes on copying.</param>
    Task CloneAsync(InstanceKey donor, TimeSpan timeout, CancellationToken cancellationToken);
}
