using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Writes down what was changed, and by whom.</summary>
internal sealed class Audit(FleetStore store, TimeProvider time)
{
    public Task WriteAsync(
        string type, string clusterId, InstanceKey? instance, Caller caller, string message, CancellationToken cancellationToken) =>
        store.AuditAsync(new AuditRecord(time.GetUtcNow(), type, clusterId, instance, caller.Actor, message), cancellationToken);
}
