using System.Globalization;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>Whether an instance takes writes, and single statements.</summary>
static class WriteRules
{
    public const string Process = "process";

    public static void ReadOnly(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        AddReadOnly(context, draft);
    }

    public static void Writable(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        var key = context.Instance.Key;
        if (context.Instance.IsDemoted)
            draft.Refuse($"{key} lost its role in a recovery and is made read-only whenever it is seen writable. Let it rejoin, or make it the primary again by a takeover.");
        if (context.Instance.Snapshot.Replication is { UsesWal: true })
            draft.Refuse($"{key} is a standby: only a promotion makes it writable, and that would be a second primary. To move the role, ask for a takeover; where the primary is lost, for a failover.");
        else if (context.Topology.Primary is { } primary && primary.Key != key)
            InstanceRules.RefuseUnlessForced(context, draft, $"{primary.Key} is the primary of the cluster{(primary.Snapshot.IsReadOnly ? "" : " and takes writes")}: what is written on {key} is on no other instance and makes it errant. To move the role, ask for a takeover.");
        else
        {
            foreach (var other in context.Topology.Members.Values.Where(m => m.Key != key && context.Topology.CanonicalKey(m.Key) != key && m is { IsLastCheckValid: true, Snapshot.IsReadOnly: false }).OrderBy(m => m.Key))
                InstanceRules.RefuseUnlessForced(context, draft, $"{other.Key} takes writes: {key} would be a second writable instance. Make {other.Key} read-only first.");
        }

        AddWritable(context, draft);
    }

    public static void KillQuery(OperationContext context, OperationDraft draft)
    {
        var text = context.Request.Arguments.GetValueOrDefault(Process, "");
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var process) || process == 0)
            draft.Refuse($"'{text}' is no connection: give its number in the process list as argument {Process}.");
        if (!InstanceRules.Answers(context, draft)) return;
        draft.Then(context, StepAction.KillQuery, $"End the statement that connection {process} of {context.Instance.Key} runs.", process.ToString(CultureInfo.InvariantCulture));
    }

    public static void AddReadOnly(OperationContext context, OperationDraft draft)
    {
        var (key, semiSync) = (context.Instance.Key, context.Instance.Snapshot.SemiSync);
        if (context.Topology.Primary?.Key == key) draft.Warn($"{key} is the primary: the cluster takes no writes until it is made writable again or another one takes over.");
        draft.Then(context, StepAction.ReadOnly, $"Make {key} read-only.");
        // Last: what waits for an acknowledgement when writes end must still get one.
        if (semiSync is { IsAvailable: true, Priority: > 0, SourceEnabled: true }) SemiSyncRules.AddSource(context, draft, StepAction.Off);
    }

    public static void AddWritable(OperationContext context, OperationDraft draft)
    {
        var semiSync = context.Instance.Snapshot.SemiSync;
        if (semiSync is { IsAvailable: true, Priority: > 0, SourceEnabled: false }) SemiSyncRules.AddSource(context, draft, StepAction.On);
        draft.Then(context, StepAction.Writable, $"Make {context.Instance.Key} writable.");
    }
}
