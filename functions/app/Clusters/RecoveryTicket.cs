namespace Ham4Db.Functions.Clusters;

/// <summary>The right to change a cluster, carried by every step of a recovery.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Uid">The recovery.</param>
/// <param name="Epoch">Its fencing token.</param>
public sealed record RecoveryTicket(string ClusterId, string Uid, long Epoch)
{
    /// <summary>Name of the lock that a session holds on every server that it changes.</summary>
    public string LockName => LockNameOf(ClusterId);

    /// <summary>Name of the lock of a cluster.</summary>
    public static string LockNameOf(string clusterId) => "ham4db." + clusterId;
}
