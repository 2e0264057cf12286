namespace Ham4Db.Core.Operations;

/// <content>Steps on a single instance.</content>
public static partial class StepAction
{
    /// <summary>Stop receiving, apply what was received, stop applying.</summary>
    public const string StopNicely = "stop-replication-nicely";

    /// <summary>Forget the source.</summary>
    public const string Reset = "reset-replication";

    /// <summary>Give the source's host the mark of a detached replica.</summary>
    public const string Detach = "detach";

    /// <summary>Take the mark away and start replication; a source that does not answer is waited for.</summary>
    public const string Reattach = "reattach";

    /// <summary>Position by GTID from now on, and start replication.</summary>
    public const string EnableGtid = "enable-gtid";

    /// <summary>Position by coordinates from now on.</summary>
    public const string DisableGtid = "disable-gtid";

    /// <summary>Write an empty transaction in place of the one that the applier stopped at.</summary>
    public const string SkipTransaction = "skip-transaction";

    /// <summary>Leave out the events that the applier stopped at, if it still stands at the coordinates of the step's value.</summary>
    public const string SkipEvents = "skip-events";

    /// <summary>Apply everything as many seconds later as the step's value says.</summary>
    public const string Delay = "delay";

    /// <summary>Begin a new binary log.</summary>
    public const string FlushLogs = "flush-binary-logs";

    /// <summary>Remove the binary logs before the one of the step's value.</summary>
    public const string PurgeLogs = "purge-binary-logs";

    /// <summary>Switch the source side of semi-synchronous replication on or off, as the step's value says.</summary>
    public const string SemiSyncSource = "semi-sync-source";

    /// <summary>Switch the replica side of semi-synchronous replication on or off, as the step's value says.</summary>
    public const string SemiSyncReplica = "semi-sync-replica";

    /// <summary>Make it read-only.</summary>
    public const string ReadOnly = "set-read-only";

    /// <summary>Make it writable.</summary>
    public const string Writable = "set-writable";

    /// <summary>End the connections of ordinary clients.</summary>
    public const string EndClients = "end-clients";

    /// <summary>Let no ordinary client log in.</summary>
    public const string ShutOutClients = "shut-out-clients";

    /// <summary>Let clients log in again.</summary>
    public const string AdmitClients = "admit-clients";

    /// <summary>End the statement that the connection of the step's value runs.</summary>
    public const string KillQuery = "kill-query";

    /// <summary>Write empty transactions in place of those of the step's value.</summary>
    public const string InjectEmpty = "inject-empty-transactions";

    /// <summary>Remove the binary logs and make the server forget the transactions of the step's value.</summary>
    public const string ForgetTransactions = "forget-transactions";

    /// <summary>Replace everything on the target by a copy of the step's source.</summary>
    public const string Clone = "clone";

    /// <summary>Carry out a command on the whole instance by the agent beside it: the step's value is the command and the role.</summary>
    public const string Control = "control-instance";

    /// <summary>The step's value for on.</summary>
    public const string On = "on";

    /// <summary>The step's value for off.</summary>
    public const string Off = "off";
}
