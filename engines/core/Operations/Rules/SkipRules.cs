using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>Leaving out a transaction that cannot be applied.</summary>
static class SkipRules
{
    public static void Skip(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var (key, snapshot) = (context.Instance.Key, context.Instance.Snapshot);
        if (status.Applier != ReplicationThreadState.Stopped)
        {
            draft.Refuse($"The applier of {key} runs: there is nothing to leave out.");
            return;
        }

        if (status.ApplierErrorNumber == 0)
        {
            draft.Refuse($"The applier of {key} was stopped and has no error: there is nothing to leave out. Start it with start-replica.");
            return;
        }

        if (status.UsesMariaDbGtid)
        {
            draft.Refuse(WayOutOfMariaDb(snapshot, status, context.Policy.FailedTransaction));
            return;
        }

        draft.Warn($"{key} will lack a transaction that its source has, and differs from it from then on. It stopped with error {status.ApplierErrorNumber}: {status.ApplierError}");
        // With gtid_mode=ON only an empty transaction makes it count as executed; one that is left out would come again.
        if (snapshot.GtidKind == GtidKind.Oracle && snapshot.GtidMode.Equals("ON", StringComparison.OrdinalIgnoreCase))
            draft.Then(context, StepAction.SkipTransaction, $"Write an empty transaction on {key} in place of {context.Policy.FailedTransaction ?? "the one that its applier stopped at"}.", $"{status.Executed}");
        else
            draft.Then(context, StepAction.SkipEvents, $"Leave out the transaction at {status.Executed} of {status.Source} on {key}.", $"{status.Executed}");
        ReplicaRules.AddStart(context, draft);
    }

    static string WayOutOfMariaDb(InstanceSnapshot snapshot, ReplicationStatus status, string? transaction)
    {
        const string Refusal = "replicates by MariaDB's GTIDs, where no transaction can be replaced by an empty one";
        if (GtidSet.TryParse(GtidKind.MariaDb, transaction, out var failed)
            && GtidSet.TryParse(GtidKind.MariaDb, snapshot.ExecutedGtidSet, out var executed))
        {
            var position = ((MariaDbGtidSet)executed).WithoutDomainsOf((MariaDbGtidSet)failed).Union(failed);
            return $"{snapshot.Key} {Refusal}. To leave {failed} out, run there: STOP SLAVE; SET GLOBAL gtid_slave_pos = '{position}'; START SLAVE;";
        }

        return $"{snapshot.Key} {Refusal}. To leave one out, set gtid_slave_pos there to the GTID of the failed one (in SHOW RELAYLOG EVENTS IN '{status.RelayLog.File}' FROM {status.RelayLog.Position}) and start it.";
    }
}
