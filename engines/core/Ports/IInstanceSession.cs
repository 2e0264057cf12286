using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <summary>
/// One connection to one instance on which changes are made. Every operation may be repeated: run twice, it ends in the same state.
/// All throw <see cref="InstanceOperationException"/> when the server refuses and <see cref="InstanceUnreachableException"/> when it is gone.
/// </summary>
public partial interface IInstanceSession : IAsyncDisposable
{
    /// <summary>The instance.</summary>
    InstanceKey Key { get; }

    /// <summary>Takes a named lock on the server (GET_LOCK, advisory lock); it lives as long as the session. Taken again by the same session it is still held.</summary>
    /// <returns>False when another session holds it for longer than <paramref name="wait"/>.</returns>
    Task<bool> TryLockAsync(string name, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Tells on whose behalf the session changes the instance, where something beside the server keeps account of that: an agent refuses an older epoch.</summary>
    /// <param name="uid">The recovery or operation.</param>
    /// <param name="epoch">Its fencing token.</param>
    void ActFor(string uid, long epoch)
    {
    }

    /// <summary>A full probe over this session's connection.</summary>
    Task<InstanceSnapshot> ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Stops both replication threads.</summary>
    Task StopReplicationAsync(CancellationToken cancellationToken);

    /// <summary>Stops the receiver only, so that what was received is still applied; an applier that stands still without an error is started for that.</summary>
    Task StopReceiverAsync(CancellationToken cancellationToken);

    /// <summary>Starts both replication threads and waits until they run or report an error.</summary>
    Task StartReplicationAsync(CancellationToken cancellationToken);

    /// <summary>Stops and starts the receiver, so that a hung or cut connection to the source shows itself. Received transactions are kept.</summary>
    Task ReconnectReceiverAsync(CancellationToken cancellationToken);

    /// <summary>Forgets the source for good.</summary>
    Task ResetReplicationAsync(CancellationToken cancellationToken);

    /// <summary>Points the instance at <paramref name="source"/>, by GTID or at the given position, and keeps its TLS settings and, unless given, its credentials. Replication is left stopped.</summary>
    Task RepointAsync(InstanceKey source, RepointOptions options, CancellationToken cancellationToken);

    /// <summary>Makes the instance read-only or writable, in the strongest way that the server has.</summary>
    Task SetReadOnlyAsync(bool readOnly, CancellationToken cancellationToken);

    /// <summary>Ends the connections of ordinary clients. Replication and privileged accounts stay.</summary>
    /// <returns>How many were ended.</returns>
    Task<int> KillClientConnectionsAsync(CancellationToken cancellationToken);

    /// <summary>Waits until the instance has executed <paramref name="gtidSet"/>.</summary>
    /// <returns>False when it has not within <paramref name="timeout"/>.</returns>
    Task<bool> WaitForGtidSetAsync(string gtidSet, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Waits until everything received is applied.</summary>
    /// <returns>False when it is not within <paramref name="timeout"/>.</returns>
    Task<bool> WaitForRelayLogAppliedAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Switches the source side of semi-synchronous replication; nothing happens where it is not available.</summary>
    Task SetSemiSyncSourceAsync(bool enabled, CancellationToken cancellationToken);

    /// <summary>Sets how many acknowledgements a commit waits for; nothing happens on servers that always wait for one.</summary>
    Task SetSemiSyncWaitCountAsync(int count, CancellationToken cancellationToken);

    /// <summary>Switches the replica side of semi-synchronous replication; nothing happens where it is not available.</summary>
    Task SetSemiSyncReplicaAsync(bool enabled, CancellationToken cancellationToken);

    /// <summary>Reads the credentials that the instance replicates with: ReplicationCredentialsQuery, else the server's own record.</summary>
    /// <returns>Null when they cannot be read.</returns>
    Task<ReplicationCredentials?> ReadReplicationCredentialsAsync(CancellationToken cancellationToken);
}
