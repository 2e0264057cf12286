using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>The operations on a single instance.</summary>
static class InstanceRules
{
    /// <summary>Name of the argument that lets an operation go on although it is unsafe: <c>force=true</c>.</summary>
    const string ForceName = "force";

    static readonly OperationArgument Role = new(ControlRules.RoleName, "standby, cascade or primary. Default: what it was when it was last seen.", IsRequired: false);
    static readonly OperationArgument Force = new(ForceName, "true to go on although it is unsafe; the dry run says why it is.", IsRequired: false);

    public static IReadOnlyList<IOperationRule> All { get; } =
    [
        new InstanceRule("start-replica", "Start replication.", ReplicaRules.Start),
        new InstanceRule("stop-replica", "Stop replication.", ReplicaRules.Stop),
        new InstanceRule("stop-replica-nice", "Stop receiving, apply everything that was received, then stop replication.", ReplicaRules.StopNicely),
        new InstanceRule("restart-replica", "Stop replication and start it again.", ReplicaRules.Restart),
        new InstanceRule("reset-replica", "Stop replication and forget the source.", ReplicaRules.Reset),
        new InstanceRule("detach-replica", "Put a replica aside: its source's name is made one that nobody has, and can be restored.", ReplicaRules.Detach) { Aliases = ["detach-replica-master-host"] },
        new InstanceRule("reattach-replica", "Take a detached replica back to the source that it had.", ReplicaRules.Reattach) { Aliases = ["reattach-replica-master-host"] },
        new InstanceRule("enable-gtid", "Let a replica position itself by GTID.", PositionRules.EnableGtid),
        new InstanceRule("disable-gtid", "Let a replica position itself by binary log coordinates.", PositionRules.DisableGtid),
        new InstanceRule("delay-replication", "Let a replica apply everything a number of seconds later.", PositionRules.Delay, new OperationArgument(PositionRules.Seconds, "Seconds, 0 for no delay.")),
        new InstanceRule(OperationKind.SkipQuery, "Leave out the transaction that a replica's applier stopped at.", SkipRules.Skip),

        new InstanceRule("flush-binary-logs", "Begin a new binary log.", LogRules.Flush),
        new InstanceRule("purge-binary-logs", "Remove the binary logs before one.", LogRules.Purge, new OperationArgument(LogRules.File, "Name of the oldest one to keep, or latest."), Force),

        new InstanceRule("enable-semi-sync-master", "Let commits wait for semi-synchronous replicas.", SemiSyncRules.EnableSource),
        new InstanceRule("disable-semi-sync-master", "Let commits wait for nobody.", SemiSyncRules.DisableSource),
        new InstanceRule("enable-semi-sync-replica", "Let a replica acknowledge what it receives.", SemiSyncRules.EnableReplica),
        new InstanceRule("disable-semi-sync-replica", "Let a replica acknowledge nothing.", SemiSyncRules.DisableReplica),

        new InstanceRule("set-read-only", "Make an instance read-only.", WriteRules.ReadOnly),
        new InstanceRule("set-writeable", "Make the cluster's primary writable.", WriteRules.Writable, Force),
        new InstanceRule("fence-writes", "Make an instance read-only and end the connections of its clients.", FenceRules.Writes),
        new InstanceRule("unfence-writes", "Let the cluster's primary take writes again.", FenceRules.UnfenceWrites, Force),
        new InstanceRule("fence-all", "Keep all clients away from an instance, as far as the server can.", FenceRules.All),
        new InstanceRule("unfence-all", "Let clients log in again; the instance stays read-only.", FenceRules.UnfenceAll),
        new InstanceRule("kill-query", "End the statement that a connection runs.", WriteRules.KillQuery, new OperationArgument(WriteRules.Process, "Number of the connection in the process list.")),

        new InstanceRule("start", "Start an instance that is down, by the agent beside it.", ControlRules.Start, Role, Force),
        new InstanceRule("stop", "Stop an instance in order, by the agent beside it.", ControlRules.Stop, Force),
        new InstanceRule("restart", "Stop an instance in order and start it again, by the agent beside it.", ControlRules.Restart, Force),
        new InstanceRule("build", "Build a standby anew from the primary, by the agent beside it.", ControlRules.Build, Role),
        new InstanceRule("switchover", "Let a cascade standby change places with the standby above it.", ControlRules.SwitchOver),

        new InstanceRule("gtid-errant-inject-empty", "Let the cluster's primary write empty transactions in place of the errant ones of an instance.", ErrantRules.InjectEmpty),
        new InstanceRule("gtid-errant-reset-master", "Let an instance forget its errant transactions; their data stays.", ErrantRules.ResetHistory),
        new InstanceRule(OperationKind.Reclone, "Replace everything on an instance by a copy of another one (MySQL's clone plugin): a replica where possible, else the primary.", CloneRules.Reclone)
        {
            TakesTarget = true,
            TargetSummary = "The instance to copy, the donor. Default: a replica that can be copied, else the primary.",
        },
    ];

    /// <summary>Whether the request asks to go on although it is unsafe.</summary>
    public static bool IsForced(OperationContext context) =>
        context.Request.Arguments.TryGetValue(ForceName, out var text) && text.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses what is unsafe, or warns of it where it is forced.</summary>
    public static void RefuseUnlessForced(OperationContext context, OperationDraft draft, string sentence)
    {
        if (IsForced(context)) draft.Warn(sentence);
        else draft.Refuse($"{sentence} With {ForceName}=true it is done all the same.");
    }

    /// <summary>Adds a step on the instance, after all that there are.</summary>
    public static void Then(this OperationDraft draft, OperationContext context, string action, string description, string value = "", bool isCleanUp = false) =>
        draft.Add(new OperationStep(draft.NextStage, action, context.Instance.Key, description)
        {
            Branch = context.Instance.Key,
            From = context.Instance.Snapshot.Replication?.Source,
            Value = value,
            IsCleanUp = isCleanUp,
        });

    /// <summary>The instance's channel, where it may be touched; otherwise null, and the draft says why not.</summary>
    public static ReplicationStatus? Replica(OperationContext context, OperationDraft draft)
    {
        foreach (var reason in Preconditions.WhyNotTouch(context.Instance)) draft.Refuse(reason);
        if (context.Instance.Snapshot.Replication is { } status) return draft.IsRefused ? null : status;
        draft.Refuse($"{context.Instance.Key} is not a replica: it has no source.");
        return null;
    }

    /// <summary>Whether the instance answers; otherwise the draft says why not.</summary>
    public static bool Answers(OperationContext context, OperationDraft draft)
    {
        draft.Refuse(Preconditions.WhyNotReachable(context.Instance));
        return !draft.IsRefused;
    }
}
