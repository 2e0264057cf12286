using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Resources about what the service itself is at.</summary>
internal sealed class WorkResources(WorkQueues queues, FleetReader reader, FleetLookup lookup)
{
    private const int MostCounted = 1000;
    private const int MostShown = 50;

    private static readonly OrchestrationRuntimeStatus[] Unfinished = [OrchestrationRuntimeStatus.Running, OrchestrationRuntimeStatus.Pending, OrchestrationRuntimeStatus.Suspended];

    /// <summary>Maps them.</summary>
    public void Map(RouteGroupBuilder group) => group.MapGet("/work", GetAsync)
        .Named("GetWork", "What the service is at: orchestrations that have not ended, queues and how long they wait, and who probes.").OfOwnClusters();

    private async Task<JsonHttpResult<WorkView>> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var views = await V2Scope.ViewsAsync(reader, lookup, cluster: null, context, cancellationToken);
        var seen = await V2Scope.SeenAsync(reader, context, cancellationToken);
        var orchestrations = await context.Caller().Client.GetAllInstancesAsync(new OrchestrationQuery(Statuses: Unfinished))
            .Select(found => new OrchestrationView(found.InstanceId, found.Name, found.RuntimeStatus == OrchestrationRuntimeStatus.Pending, found.CreatedAt, found.LastUpdatedAt))
            // Entities are orchestrations too where Azure Storage keeps them; they never end.
            .Where(found => !found.Id.StartsWith('@'))
            .Take(MostCounted + 1).ToListAsync(cancellationToken);
        var (waiting, isHostTold) = await queues.ReadAsync(cancellationToken);
        var pending = orchestrations.Take(MostCounted).Count(found => found.IsPending);
        return TypedResults.Json(
            new WorkView(
                Environment.MachineName,
                Math.Min(orchestrations.Count, MostCounted) - pending,
                pending,
                orchestrations.Count > MostCounted,
                [.. orchestrations.Where(IsShown).OrderBy(found => found.CreatedAt).ThenBy(found => found.Id, StringComparer.Ordinal).Take(MostShown)],
                isHostTold,
                [.. waiting.Select(QueueView.Of)],
                Probers(views)),
            V2Json.Options);

        // An id names the cluster, and who may see some clusters only is told of what works on these; how much there is of everything is no secret.
        bool IsShown(OrchestrationView one) => seen is null || seen.Any(cluster => (one.Id + ":").Contains($":{cluster}:", StringComparison.Ordinal));
    }

    private static IReadOnlyList<ProberView> Probers(IEnumerable<ClusterView> clusters) =>
    [
        .. clusters.GroupBy(cluster => cluster.Heartbeat?.Prober ?? "").OrderBy(probed => probed.Key, StringComparer.Ordinal).Select(probed => new ProberView(
            probed.Key,
            probed.Count(),
            probed.Sum(cluster => cluster.Topology.Members.Count),
            probed.Max(cluster => cluster.Heartbeat is { } heartbeat ? Math.Round(Math.Max(0, (cluster.Now - heartbeat.At).TotalSeconds), 1) : (double?)null))),
    ];
}
