using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A cluster in a list.</summary>
/// <param name="ClusterId">Durable id.</param>
/// <param name="Name">Address of its primary.</param>
/// <param name="Alias">Alias; the name when there is none.</param>
/// <param name="Domain">Name by which clients find its primary; may be empty.</param>
/// <param name="Primary">Its primary; null when it has none.</param>
/// <param name="Durability">What its replication promises.</param>
/// <param name="Instances">How many instances it has.</param>
/// <param name="InstancesWithProblems">How many of them have a problem and no downtime.</param>
/// <param name="LagSeconds">The most that any of them lags that answers and has no downtime, less what it is delayed on purpose; null where nothing is known.</param>
/// <param name="Findings">What is wrong, its worst first.</param>
/// <param name="Answers">What is being done about those of them that call for a recovery.</param>
/// <param name="Outlook">What would happen if its primary died now; null while it has none that is well.</param>
/// <param name="IsRecovering">A recovery runs.</param>
/// <param name="ProbedAt">When the latest round of probes ended (UTC); null before the first.</param>
/// <param name="IsStale">Nobody has probed it for several polling periods: all of this is how it was then.</param>
internal sealed record ClusterSummary(
    string ClusterId,
    string Name,
    string Alias,
    string Domain,
    InstanceKey? Primary,
    DurabilityClass Durability,
    int Instances,
    int InstancesWithProblems,
    long? LagSeconds,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<AnswerView> Answers,
    FailoverOutlook? Outlook,
    bool IsRecovering,
    DateTimeOffset? ProbedAt,
    bool IsStale)
{
    public static ClusterSummary Of(ClusterView view) => new(
        view.Record.ClusterId,
        view.Record.Name,
        view.Record.Alias,
        view.Record.Domain,
        view.Record.Primary,
        view.Topology.Durability,
        view.Topology.Members.Count,
        view.Instances.Count(i => i.Member.Downtime is null && i.Problems.Count > 0),
        view.Instances.Where(i => i.Member.Downtime is null && i.Freshness.IsLastCheckValid).Max(LagOf),
        view.Findings,
        [.. AnswerView.Of(view)],
        view.Record.Outlook,
        view.State.ActiveRecovery is not null,
        view.Heartbeat?.At,
        view.Instances.All(i => !i.Freshness.IsRecentlyChecked));

    private static long? LagOf(KnownInstance instance) => instance.Member.Snapshot is { LagSeconds: { } lag } snapshot ? Math.Max(0, lag - (snapshot.Replication?.DelaySeconds ?? 0)) : null;
}
