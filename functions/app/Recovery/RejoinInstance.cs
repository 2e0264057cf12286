using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Brings a demoted primary back after a failover, once it answers again.</summary>
public static class RejoinInstance
{
    /// <summary>Instance id of the rejoin of an instance.</summary>
    public static string InstanceId(string clusterId, InstanceKey key) => $"rejoin:{clusterId}:{key}";

    /// <summary>Rejoins it and tells the cluster's entity.</summary>
    [Function(nameof(RejoinInstance))]
    public static async Task<RejoinReport> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var request = context.GetInput<RejoinRequest>()!;
        var report = await context.CallActivityAsync<RejoinReport>(nameof(RejoinDemoted), request);
        await context.Entities.CallEntityAsync(
            new EntityInstanceId(nameof(ClusterEntity), request.Ticket.ClusterId), nameof(ClusterEntity.ReportRejoin), report);
        return report;
    }
}
