using System.Text.Json;
using Ham4Db.Functions.Api.Reading;
using Ham4Db.Functions.Api.V2.Resources;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Api.V2.Events;

/// <summary>Makes events of changed rows. An event tells what is now: of what was changed twice in between it tells the second change.</summary>
internal sealed class EventMaker(ITableStore store, FleetStore fleet, FleetModel model, TimeProvider time)
{
    /// <summary>Tables whose changes are told.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        FleetTables.TopologyHistory, FleetTables.Members, FleetTables.Clusters, FleetTables.Decisions, FleetTables.Recoveries, FleetTables.Operations, FleetTables.Accepted,
        FleetTables.RecoverySteps, FleetTables.Detections, FleetTables.Switches, FleetTables.Audit, FleetTables.Tags, FleetTables.Pools, FleetTables.PrimaryKeys,
    ];

    /// <summary>The event of a change; null where it is nobody's business.</summary>
    public async Task<FleetEvent?> MakeAsync(RowChange change, CancellationToken cancellationToken)
    {
        // Rows that have a second copy for another question are told once.
        if (change.Table is FleetTables.Audit or FleetTables.PrimaryKeys && change.PartitionKey != change.Table) return null;
        if (change.Table == FleetTables.Tags && !change.PartitionKey.StartsWith(FleetTables.InstancePrefix, StringComparison.Ordinal)) return null;
        if (change.Table == FleetTables.Members) return Event(change, EventTypes.Instances, change.PartitionKey, new { ClusterId = change.PartitionKey });
        var json = (await store.GetAsync(change.Table, change.PartitionKey, change.RowKey, cancellationToken))?.Json;
        return change.Table switch
        {
            FleetTables.TopologyHistory => json is null || FleetJson.Read<TopologyChange>(json) is not { IsSnapshot: false } moved
                ? null
                : Event(change, EventTypes.Topology, change.PartitionKey, new { ClusterId = change.PartitionKey, moved.At, moved.Instances, moved.Removed }),
            FleetTables.Clusters => OfCluster(change, json),
            FleetTables.Decisions => OfDecisions(change, json is null ? new ClusterState() : FleetJson.Read<ClusterState>(json)),
            FleetTables.Recoveries => json is null ? null : OfRecovery(change, FleetJson.Read<RecoveryRecord>(json)),
            FleetTables.Operations => json is null ? null : OfOperation(change, FleetJson.Read<OperationRecord>(json)),
            FleetTables.Accepted => json is null ? null : OfAccepted(change, FleetJson.Read<AcceptedOperation>(json)),
            FleetTables.RecoverySteps => json is null ? null : await OfStepAsync(change, FleetJson.Read<RecoveryStepRecord>(json), cancellationToken),
            FleetTables.Detections => json is null ? null : OfDetection(change, FleetJson.Read<DetectionRecord>(json)),
            FleetTables.Switches => json is null ? null : Event(change, EventTypes.Settings, null, SettingsView.Of(FleetJson.Read<GlobalSwitch>(json))),
            FleetTables.Audit => json is null ? null : OfAudit(change, FleetJson.Read<AuditRecord>(json)),
            FleetTables.Tags => await OfTagAsync(change, json, cancellationToken),
            FleetTables.Pools => Event(change, EventTypes.Pool, null, new { Name = change.RowKey, IsRemoved = json is null }),
            FleetTables.PrimaryKeys => Event(change, EventTypes.Key, json is null ? null : FleetJson.Read<PrimaryKey>(json).ClusterId, new { Key = change.RowKey, IsRemoved = json is null }),
            _ => null,
        };
    }

    private static FleetEvent Event(RowChange change, string type, string? clusterId, object data) =>
        new(change.Position, type, string.IsNullOrEmpty(clusterId) ? null : clusterId, JsonSerializer.Serialize(data, data.GetType(), V2Json.Options));

    private static FleetEvent OfCluster(RowChange change, string? json)
    {
        if (json is null) return Event(change, EventTypes.Cluster, change.RowKey, new { ClusterId = change.RowKey, IsForgotten = true });
        var record = FleetJson.Read<ClusterRecord>(json);
        return Event(change, EventTypes.Cluster, change.RowKey, new { record.ClusterId, record.Name, record.Alias, record.Primary, Findings = record.Findings.Select(f => new { f.Instance, f.Code }) });
    }

    private FleetEvent OfDecisions(RowChange change, ClusterState state)
    {
        var now = time.GetUtcNow();
        return Event(change, EventTypes.Decisions, change.RowKey, new
        {
            ClusterId = change.RowKey,
            ActiveRecovery = state.ActiveRecovery?.Uid,
            ActiveOperation = state.ActiveOperation?.Uid,
            Downtimes = state.Downtimes.Where(d => d.Value.EndsAt > now).Select(d => new { Instance = d.Key, d.Value.Owner, d.Value.Reason, d.Value.BeginsAt, d.Value.EndsAt }),
            Maintenance = state.Maintenance.Values.Where(m => m.IsActive(now)),
            Demoted = state.Demoted.Select(d => d.Key),
            Block = BlockView.Of(state.Block, now),
            state.AreRecoveriesDisabled,
            Alias = state.AliasOverride,
        });
    }

    private static FleetEvent OfRecovery(RowChange change, RecoveryRecord record) => Event(change, EventTypes.Recovery, record.ClusterId, new
    {
        record.Uid,
        record.ClusterId,
        record.Kind,
        record.Code,
        record.Status,
        record.Failed,
        record.Successor,
        record.Actor,
        record.StartedAt,
        record.EndedAt,
        record.Errors,
        record.Acknowledgement,
    });

    private static FleetEvent OfOperation(RowChange change, OperationRecord record) => Event(change, EventTypes.Operation, record.ClusterId, new
    {
        record.Uid,
        record.ClusterId,
        record.Request.Kind,
        record.Request.Instance,
        record.Status,
        record.Actor,
        record.StartedAt,
        record.EndedAt,
        record.Errors,
        record.Cancel,
    });

    // Once it is opened, its own record tells the rest.
    private static FleetEvent? OfAccepted(RowChange change, AcceptedOperation accepted) => accepted.OpenedAt is not null ? null : Event(change, EventTypes.Operation, accepted.ClusterId, new
    {
        accepted.Uid,
        accepted.ClusterId,
        accepted.Kind,
        accepted.Instance,
        Status = accepted.RefusedAt is null ? "accepted" : "refused",
        accepted.Actor,
        StartedAt = accepted.AcceptedAt,
        EndedAt = accepted.RefusedAt,
        Errors = accepted.Refusal.Length > 0 ? [accepted.Refusal] : Array.Empty<string>(),
    });

    private static FleetEvent OfDetection(RowChange change, DetectionRecord record) => Event(change, EventTypes.Detection, record.ClusterId, new
    {
        Id = record.NumericId,
        record.ClusterId,
        record.Detection.Instance,
        record.Detection.Code,
        record.Detection.Description,
        record.Detection.At,
    });

    private static FleetEvent OfAudit(RowChange change, AuditRecord record) => Event(change, EventTypes.Audit, record.ClusterId, record);

    private async Task<FleetEvent> OfStepAsync(RowChange change, RecoveryStepRecord step, CancellationToken cancellationToken) => Event(
        change,
        EventTypes.Step,
        await ClusterOfAsync(step.Uid, cancellationToken),
        new { step.Uid, step.Step, step.Target, step.Message, step.StartedAt, step.EndedAt, step.Error });

    private async Task<FleetEvent?> OfTagAsync(RowChange change, string? json, CancellationToken cancellationToken)
    {
        var address = change.PartitionKey[FleetTables.InstancePrefix.Length..];
        var tag = json is null ? null : FleetJson.Read<InstanceTag>(json);
        var cluster = tag is null ? null : (await fleet.FindInstanceAsync(tag.Key, cancellationToken))?.ClusterId;
        return Event(change, EventTypes.Tag, cluster, new { Instance = address, Name = change.RowKey, tag?.Value, IsRemoved = tag is null });
    }

    // Of what runs or has just ended the decisions know it; of what is older, its own record.
    private async Task<string?> ClusterOfAsync(string uid, CancellationToken cancellationToken)
    {
        var clusters = (await model.ReadAsync(cancellationToken))?.Image.Clusters.Values;
        var known = clusters?.FirstOrDefault(c => c.State is var s && (s.ActiveRecovery?.Uid == uid || s.ActiveOperation?.Uid == uid || s.LastRecovery?.Uid == uid || s.LastOperation?.Uid == uid));
        return known?.ClusterId
            ?? (await fleet.FindAcceptedAsync(uid, cancellationToken))?.ClusterId
            ?? (await fleet.FindRecoveryAsync(uid, cancellationToken))?.ClusterId;
    }
}
