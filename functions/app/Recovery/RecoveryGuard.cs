using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Opens sessions that hold the cluster's lock on the server.</summary>
public sealed class RecoveryGuard(EngineRegistry engines, FleetStore store, RecoveryTimeline timeline)
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    // A step whose process died leaves its lock until the server notices the closed connection.
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(3);

    /// <summary>Opens an instance for changes.</summary>
    /// <exception cref="InstanceUnreachableException">It cannot be reached.</exception>
    /// <exception cref="RecoverySupersededException">Another operator holds it.</exception>
    public async Task<GuardedInstance> OpenAsync(RecoveryTicket ticket, InstanceKey key, CancellationToken cancellationToken)
    {
        var session = await engines.For(key).OpenSessionAsync(key, ConnectTimeout, cancellationToken);
        try
        {
            session.ActFor(ticket.Uid, ticket.Epoch);
            if (!await session.TryLockAsync(ticket.LockName, LockWait, cancellationToken))
                throw new RecoverySupersededException($"Another operator holds the lock '{ticket.LockName}' on {key}. Nothing was changed there.");
            return new GuardedInstance(session, ticket, store, timeline);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
