using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>Keeping clients from writing, and from an instance as a whole.</summary>
static class FenceRules
{
    public static void Writes(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        WriteRules.AddReadOnly(context, draft);
        AddEndClients(context, draft);
    }

    public static void UnfenceWrites(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        var key = context.Instance.Key;
        if (context.Topology.Primary is { } primary && primary.Key != key)
            draft.Refuse($"{key} is not the primary of its cluster: {primary.Key} is, and only the primary takes writes. unfence-all lets clients read on {key} again; a takeover makes it the primary.");
        if (draft.IsRefused) return;
        if (CanShutOut(context.Instance.Snapshot)) AddAdmit(context, draft);
        WriteRules.Writable(context, draft);
    }

    public static void All(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        var (key, snapshot) = (context.Instance.Key, context.Instance.Snapshot);
        WriteRules.AddReadOnly(context, draft);
        AddEndClients(context, draft);
        if (!CanShutOut(snapshot))
        {
            draft.Warn($"{Product(snapshot)} cannot keep clients from logging in. {key} is made read-only and the connections that are open now are ended; clients can connect again and read. To keep them away altogether, close its port to them in the network.");
            return;
        }

        if (context.Topology.ReplicasOf(key) is { Count: > 0 } replicas)
            draft.Warn($"{string.Join(", ", replicas.Select(r => r.Key))} cannot connect to {key} anew and get nothing new from it, unless the account that they use has CONNECTION_ADMIN.");
        draft.Warn($"Accounts with CONNECTION_ADMIN or SUPER can still log in to {key}, as Ham4Db does.");
        draft.Then(context, StepAction.ShutOutClients, $"Put {key} into offline mode: no ordinary client can log in.");
        AddEndClients(context, draft);
    }

    public static void UnfenceAll(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return;
        if (!CanShutOut(context.Instance.Snapshot)) draft.Refuse($"{Product(context.Instance.Snapshot)} cannot keep clients from logging in, so that there is nothing to undo; fence-all made {context.Instance.Key} read-only, which unfence-writes undoes on the primary.");
        AddAdmit(context, draft);
    }

    /// <summary>MySQL has offline_mode since 5.7.5; MariaDB has nothing like it.</summary>
    static bool CanShutOut(InstanceSnapshot snapshot) =>
        snapshot.Flavor is ServerFlavor.MySql or ServerFlavor.Percona && Planning.ReplicationCompatibility.CompareVersions(snapshot.MajorVersion, "5.7") >= 0;

    static string Product(InstanceSnapshot snapshot) => $"{snapshot.Flavor switch { ServerFlavor.MySql => "MySQL", ServerFlavor.MariaDb => "MariaDB", var other => $"{other}" }} {snapshot.MajorVersion}";

    static void AddEndClients(OperationContext context, OperationDraft draft) =>
        draft.Then(context, StepAction.EndClients, $"End the connections of ordinary clients of {context.Instance.Key}.");

    static void AddAdmit(OperationContext context, OperationDraft draft) =>
        draft.Then(context, StepAction.AdmitClients, $"Take {context.Instance.Key} out of offline mode: clients can log in again.");
}
