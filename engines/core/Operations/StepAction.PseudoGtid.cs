namespace Ham4Db.Core.Operations;

/// <content>Pseudo-GTID.</content>
public static partial class StepAction
{
    /// <summary>Point the target at the step's source, at the place that Pseudo-GTID entries and the events after them tell, and start it.</summary>
    public const string RepointByPseudoGtid = "repoint-pseudo-gtid";
}
