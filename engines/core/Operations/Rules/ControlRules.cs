using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>Starting, stopping and building whole instances, by the agents beside them.</summary>
static class ControlRules
{
    public const string RoleName = "role";

    public static void Start(OperationContext context, OperationDraft draft)
    {
        var (key, member) = (context.Instance.Key, context.Instance);
        if (member.IsLastCheckValid && member.Snapshot.Condition?.State != ServerState.Fenced) draft.Refuse($"{key} runs already.");
        RefuseDemoted(context, draft);
        var role = RoleOf(context, draft);
        if (role == StartRole.Primary && context.Topology.Members.Values.FirstOrDefault(m => m.Key != key && m.IsLastCheckValid && !m.Snapshot.IsReadOnly && !m.IsDemoted && context.Topology.IsPrimary(m.Key)) is { } other)
            draft.Refuse($"{other.Key} is the primary of the cluster: {key} would be a second one. Start it as a standby.");
        if (role == StartRole.Primary && member.Snapshot.Replication is not null)
            draft.Refuse($"{key} was a standby when it was last seen: it becomes a primary by a failover or a takeover, not by a start.");
        if (role != StartRole.Primary && member.Snapshot.Replication is null)
            InstanceRules.RefuseUnlessForced(context, draft, $"{key} was a primary when it was last seen: as a standby it may not be able to follow with the data that it has.");
        Then(context, draft, InstanceCommand.Start, role, $"Start {key} as {Name(role)}.");
    }

    public static void Stop(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        RefusePrimaryUnlessForced(context, draft);
        WarnOfReplicas(context, draft);
        draft.Warn($"Begin a downtime of {context.Instance.Key} first, if it is to stay down: recoveries start what is down, or replace it.");
        Then(context, draft, InstanceCommand.Stop, StartRole.Standby, $"Stop {context.Instance.Key} in order.");
    }

    public static void Restart(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        RefuseDemoted(context, draft);
        RefusePrimaryUnlessForced(context, draft);
        WarnOfReplicas(context, draft);
        Then(context, draft, InstanceCommand.Restart, Present(context.Instance), $"Stop {context.Instance.Key} in order, and start it again as {Name(Present(context.Instance))}.");
    }

    public static void Build(OperationContext context, OperationDraft draft)
    {
        var (key, topology) = (context.Instance.Key, context.Topology);
        RefuseDemoted(context, draft);
        var role = RoleOf(context, draft);
        if (role == StartRole.Primary) draft.Refuse($"{key} can be built as a standby or a cascade standby only: a build takes the data of the primary.");
        if (topology.Primary is not { IsLastCheckValid: true } primary) draft.Refuse($"The cluster of {key} has no primary that answers, which it could be built from.");
        else if (primary.Key == key || context.Instance.Snapshot.Replication is null) draft.Refuse($"{key} is a primary, or was one when it was last seen: what it has would be lost. A former primary rejoins (POST /api/v2/instances/{key}/rejoin).");
        if (draft.IsRefused) return;
        draft.Warn($"Everything that {key} alone has is lost.");
        WarnOfReplicas(context, draft);
        Then(context, draft, InstanceCommand.Build, role, $"Build {key} anew from {topology.Primary!.Key}, and start it as {Name(role)}.", topology.Primary.Key);
    }

    public static void SwitchOver(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        var (key, snapshot) = (context.Instance.Key, context.Instance.Snapshot);
        if (snapshot.Condition is not { IsCascade: true })
            draft.Refuse($"{key} is no cascade standby: to hand the primary's role over to it, ask for a takeover.");
        else if (snapshot.Replication is not { IsRunning: true }) draft.Refuse($"{key} does not stream from a standby now, with which it could change places.");
        Then(context, draft, InstanceCommand.SwitchOver, StartRole.Cascade, $"Let {key} change places with {snapshot.Replication?.Source}, the standby above it.");
    }

    static StartRole RoleOf(OperationContext context, OperationDraft draft)
    {
        if (!context.Request.Arguments.TryGetValue(RoleName, out var text)) return Present(context.Instance);
        var role = text.ToLowerInvariant() switch { "standby" => StartRole.Standby, "cascade" => StartRole.Cascade, "primary" => StartRole.Primary, _ => (StartRole?)null };
        if (role is null) draft.Refuse($"'{text}' is no {RoleName}; allowed: standby, cascade, primary.");
        return role ?? StartRole.Standby;
    }

    static StartRole Present(ClusterMember member) => member.Snapshot switch
    {
        { Replication: null } => StartRole.Primary,
        { Condition.IsCascade: true } => StartRole.Cascade,
        _ => StartRole.Standby,
    };

    static string Name(StartRole role) => role switch { StartRole.Primary => "the primary that it was", StartRole.Cascade => "a cascade standby", _ => "a standby" };

    static void RefuseDemoted(OperationContext context, OperationDraft draft)
    {
        var key = context.Instance.Key;
        if (context.Instance.IsDemoted) draft.Refuse($"{key} lost its role in a recovery: it comes back by its rejoin (POST /api/v2/instances/{key}/rejoin).");
    }

    static void RefusePrimaryUnlessForced(OperationContext context, OperationDraft draft)
    {
        if (context.Topology.Primary?.Key == context.Instance.Key)
            InstanceRules.RefuseUnlessForced(context, draft, $"{context.Instance.Key} is the primary: the cluster takes no writes meanwhile, and a failover may replace it. To move the role, ask for a takeover.");
    }

    static void WarnOfReplicas(OperationContext context, OperationDraft draft)
    {
        if (context.Topology.ReplicasOf(context.Instance.Key) is { Count: > 0 } replicas)
            draft.Warn($"{string.Join(", ", replicas.Select(r => r.Key))} receive from {context.Instance.Key}, and get nothing meanwhile.");
    }

    static void Then(OperationContext context, OperationDraft draft, InstanceCommand command, StartRole role, string description, InstanceKey? source = null) =>
        draft.Add(new OperationStep(draft.NextStage, StepAction.Control, context.Instance.Key, description)
        {
            Branch = context.Instance.Key,
            Value = $"{command}:{role}",
            Others = source is { } key ? [key] : [],
        });
}
