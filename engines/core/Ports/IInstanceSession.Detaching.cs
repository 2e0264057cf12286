using Ham4Db.Core.Model;

namespace Ham4Db.Core.Ports;

/// <content>Putting a replica aside and taking it back.</content>
public partial interface IInstanceSession
{
    /// <summary>
    /// Puts the replica aside: its source's host gets <see cref="InstanceKey.DetachedPrefix"/> in front, so that it cannot follow anybody by accident.
    /// Port, account, TLS settings and the way it positions itself stay. Replication is left stopped; what was received and not yet applied is
    /// fetched again after <see cref="ReattachAsync"/>. Nothing happens where the replica is detached already.
    /// </summary>
    Task DetachAsync(CancellationToken cancellationToken);

    /// <summary>Takes the mark of <see cref="DetachAsync"/> away again. Replication is left stopped. Nothing happens where there is no mark.</summary>
    Task ReattachAsync(CancellationToken cancellationToken);
}
