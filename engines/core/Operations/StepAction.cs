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

    /// <summary>Let the target apply everything that its source (the other instance), which stands still, has logged.</summary>
    public const string ApplyToSource = "apply-to-source";

    /// <summary>Let the target apply up to where the most advanced of the other instances stands, which have the same source and stand still.</summary>
    public const string ApplyToSiblings = "apply-to-siblings";

    /// <summary>Point the target at the source of its source (the other instance), at the latter's position.</summary>
    public const string RepointUp = "repoint-up";

    /// <summary>Point the target at a sibling that stands at the same place, at that one's own position.</summary>
    public const string RepointToSibling = "repoint-to-sibling";

    /// <summary>Point the target at the step's source, at a position that is known to be the same place as its own.</summary>
    public const string RepointToEquivalent = "repoint-equivalent";

    /// <summary>Make a primary a replica of its own replica.</summary>
    public const string MakeCoPrimary = "make-co-primary";
}
