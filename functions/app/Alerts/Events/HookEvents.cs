using System.Security.Cryptography;
using System.Text;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Alerts.Events;

/// <summary>Makes events of what happens to clusters. Ids follow from what happened, so that what is told twice has one.</summary>
public sealed class HookEvents(FleetStore store, Ham4DbOptions options)
{
    /// <summary>Kind of the operation in which a replica and its source change places.</summary>
    public const string TakePrimary = "take-master";

    private const string Primary = "master";
    private const string CoPrimary = "co-master";

    /// <summary>The moment before a recovery of a kind.</summary>
    public static string Before(RecoveryKind kind) => kind == RecoveryKind.PlannedTakeover ? HookPoint.PreGracefulTakeover : HookPoint.PreFailover;

    /// <summary>Whether anybody is to be told of a moment.</summary>
    public bool AreWanted(string point, string clusterName, string alias) => options.Webhooks.Any(endpoint => Wants(endpoint, point, clusterName, alias));

    /// <summary>The addresses that are to be told or asked.</summary>
    public IReadOnlyList<WebhookEndpoint> EndpointsOf(HookEvent hook) =>
        [.. options.Webhooks.Where(endpoint => Wants(endpoint, hook.Point, hook.Fields.FailureCluster, hook.Fields.FailureClusterAlias))];

    /// <summary>Whether an address is to be told or asked.</summary>
    public static bool Wants(WebhookEndpoint endpoint, string point, string clusterName, string alias) =>
        (endpoint.Events.Count == 0 ? !HookPoint.Asks(point) : endpoint.Events.Any(name => HookPoint.Chooses(name, point)))
        && (endpoint.Clusters.Count == 0 || ClusterFilters.Matches(endpoint.Clusters, clusterName, alias));

    /// <summary>What is asked before a recovery.</summary>
    /// <param name="recovery">The recovery.</param>
    /// <param name="plan">Its plan; null where there is none yet.</param>
    /// <param name="state">The decisions about its cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<HookEvent> BeforeAsync(RecoveryRecord recovery, RecoveryPlan? plan, ClusterState state, CancellationToken cancellationToken) =>
        OfAsync(Before(recovery.Kind), recovery, state, plan?.Candidate, recovery.StartedAt, cancellationToken);

    /// <summary>What is told after a recovery.</summary>
    public Task<HookEvent> AfterAsync(RecoveryRecord recovery, ClusterState state, CancellationToken cancellationToken) =>
        OfAsync(After(recovery), recovery, state, recovery.Successor, recovery.EndedAt ?? recovery.StartedAt, cancellationToken);

    /// <summary>The moment at which a recovery has ended as it did.</summary>
    public static string After(RecoveryRecord recovery) => recovery switch
    {
        { Status: not RecoveryStatus.Succeeded } => HookPoint.PostUnsuccessfulFailover,
        { Kind: RecoveryKind.PlannedTakeover } => HookPoint.PostGracefulTakeover,
        { Kind: RecoveryKind.DeadPrimary } => HookPoint.PostPrimaryFailover,
        _ when recovery.Kind.ReplacesSource() => HookPoint.PostIntermediateFailover,
        _ => HookPoint.PostFailover,
    };

    /// <summary>What is told of a detection, or of its end.</summary>
    /// <param name="point">Which of the two.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="detection">The detection.</param>
    /// <param name="seenAt">When it was first seen, whenever it is told (UTC).</param>
    /// <param name="state">The decisions about the cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HookEvent> OfAsync(
        string point, string clusterId, Detection detection, DateTimeOffset seenAt, ClusterState state, CancellationToken cancellationToken)
    {
        var finding = $"{point}|{clusterId}|{FleetTables.RowKey(detection.Instance)}|{detection.Code}|{seenAt.UtcTicks}";
        var fields = await DescribeAsync(clusterId, detection.ClusterName, detection.ClusterAlias, detection.Instance, detection.Code, state, cancellationToken) with
        {
            FailureDescription = detection.Description,
            ReplicaHosts = Texts(detection.Replicas),
            Actor = RecoveryRequest.AutomaticActor,
        };
        return new HookEvent($"{point}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(finding)))[..32]}", point, detection.At, fields);
    }

    /// <summary>What is asked before, and told after, an operation in which a replica and its source change places.</summary>
    public async Task<HookEvent> OfAsync(string point, OperationRecord operation, ClusterState state, CancellationToken cancellationToken)
    {
        var cluster = await store.FindClusterAsync(operation.ClusterId, cancellationToken);
        var replica = operation.Request.Instance;
        // The step that puts the replica where its source was says from where.
        var source = operation.Plan?.Steps.FirstOrDefault(step => step.Target == replica && step.From is not null)?.From ?? replica;
        var fields = await DescribeAsync(operation.ClusterId, operation.ClusterName, cluster?.Alias ?? "", source, AnalysisCode.NoProblem, state, cancellationToken);
        fields = await WithSuccessorAsync(fields, operation.ClusterId, replica, cancellationToken) with
        {
            FailureType = "",
            InstanceType = "intermediate-master",
            IsMaster = false,
            Command = TakePrimary,
            RecoveryUID = operation.Uid,
            Actor = operation.Actor,
            IsSuccessful = operation.Status == OperationStatus.Succeeded,
            Errors = operation.Errors,
        };
        return new HookEvent($"{operation.Uid}-{point}", point, operation.EndedAt ?? operation.StartedAt, fields);
    }

    private async Task<HookEvent> OfAsync(
        string point, RecoveryRecord recovery, ClusterState state, InstanceKey? successor, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var fields = await DescribeAsync(recovery.ClusterId, recovery.ClusterName, recovery.ClusterAlias, recovery.Failed, recovery.Code, state, cancellationToken) with
        {
            Command = recovery.Command,
            ReplicaHosts = Texts(recovery.Replicas),
            RecoveryUID = recovery.Uid,
            IsSuccessful = recovery.Status == RecoveryStatus.Succeeded,
            LostReplicas = Texts(recovery.LostReplicas),
            Actor = recovery.Actor,
            Errors = recovery.Errors,
        };
        fields = recovery.Kind switch
        {
            RecoveryKind.DeadIntermediate => fields with { InstanceType = "intermediate-master", IsMaster = false, IsCoMaster = false },
            RecoveryKind.DeadGroupMember => fields with { InstanceType = "group-member", IsMaster = false, IsCoMaster = false },
            RecoveryKind.DeadStandby => fields with { InstanceType = "replica", IsMaster = false, IsCoMaster = false },
            _ => fields,
        };
        if (successor is { } key) fields = await WithSuccessorAsync(fields, recovery.ClusterId, key, cancellationToken);
        return new HookEvent($"{recovery.Uid}-{point}", point, at, fields);
    }

    private async Task<HookFields> DescribeAsync(
        string clusterId, string name, string alias, InstanceKey instance, AnalysisCode code, ClusterState state, CancellationToken cancellationToken)
    {
        var isCoPrimary = code is AnalysisCode.DeadCoPrimary or AnalysisCode.DeadCoPrimaryAndSomeReplicas or AnalysisCode.UnreachableCoPrimary or AnalysisCode.AllCoPrimaryReplicasNotReplicating;
        var cluster = await store.FindClusterAsync(clusterId, cancellationToken);
        return new HookFields
        {
            ClusterId = clusterId,
            FailureType = code == AnalysisCode.NoProblem ? "" : FailureAnalysis.LegacyName(code),
            InstanceType = isCoPrimary ? CoPrimary : Primary,
            IsMaster = !isCoPrimary,
            IsCoMaster = isCoPrimary,
            FailureDescription = state.Detections.Concat(state.Announced).FirstOrDefault(d => d.Instance == instance && d.Code == code)?.Description ?? "",
            FailedHost = instance.Host,
            FailedPort = instance.Port,
            FailureCluster = name,
            FailureClusterAlias = alias,
            FailureClusterDomain = cluster?.Domain ?? "",
            IsDowntimed = state.Downtimes.ContainsKey(FleetTables.RowKey(instance)),
            AutoMasterRecovery = ClusterFilters.Matches(options.RecoverMasterClusterFilters, name, alias),
            AutoIntermediateMasterRecovery = ClusterFilters.Matches(options.RecoverIntermediateMasterClusterFilters, name, alias),
            OrchestratorHost = Environment.MachineName,
        };
    }

    private async Task<HookFields> WithSuccessorAsync(HookFields fields, string clusterId, InstanceKey successor, CancellationToken cancellationToken)
    {
        var member = await store.FindMemberAsync(clusterId, successor, cancellationToken);
        return fields with
        {
            SuccessorHost = successor.Host,
            SuccessorPort = successor.Port,
            SuccessorBinlogCoordinates = member is { Snapshot.BinlogPosition: { IsEmpty: false } position } ? position.ToString() : "",
            SuccessorAlias = member?.Snapshot.InstanceAlias ?? "",
        };
    }

    private static IReadOnlyList<string> Texts(IReadOnlyList<InstanceKey> keys) => [.. keys.Select(key => key.ToString())];
}
