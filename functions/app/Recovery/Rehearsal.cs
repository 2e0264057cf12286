using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>
/// A recovery of a cluster that does not exist, once after each start: it takes the whole way through orchestration, entity, store and planner and ends
/// where the plan says that there is nothing to recover. So the first real recovery finds everything loaded, and a broken deployment is known at once.
/// </summary>
public static class Rehearsal
{
    /// <summary>Id of the cluster that does not exist.</summary>
    public const string ClusterId = "rehearsal";

    // Port 1 of this machine: nothing answers there, and it answers that at once.
    private static readonly InstanceKey Nobody = new(DatabaseEngine.MySql, "127.0.0.1", 1);

    /// <summary>Starts the rehearsal.</summary>
    public static Task StartAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var request = new RecoveryRequest { ClusterId = ClusterId, Kind = RecoveryKind.DeadPrimary, Primary = Nobody, IsForced = true, Actor = ClusterId };
        return DurableStart.TryAsync(client, nameof(RecoverCluster), request, RecoverCluster.InstanceId(ClusterId), cancellationToken);
    }
}
