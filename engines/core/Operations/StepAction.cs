namespace Ham4Db.Core.Operations;

/// <summary>The stable words of <see cref="OperationStep.Action"/>. Each is done by one class of the app.</summary>
public static partial class StepAction
{
    /// <summary>Stop both replication threads.</summary>
    public const string Stop = "stop-replication";

    /// <summary>Start both replication threads.</summary>
    public const string Start = "start-replication";

    /// <summary>Point the target at the step's source by GTID, and start it.</summary>
    public const string RepointByGtid = "repoint-gtid";

    /// <summary>Point the target at the step's source with the position that it has, and start it: the same server under another address, or the same one again.</summary>
    public const string RepointInPlace = "repoint";
}
