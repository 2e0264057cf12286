namespace Ham4Db.Core.Planning;

/// <summary>What kinds of recoveries have in common.</summary>
public static class RecoveryKinds
{
    /// <summary>Whether the cluster has another primary afterwards.</summary>
    public static bool ChangesPrimary(this RecoveryKind kind) => kind is RecoveryKind.DeadPrimary or RecoveryKind.PlannedTakeover;

    /// <summary>Whether replicas get other sources while the primary stays.</summary>
    public static bool ReplacesSource(this RecoveryKind kind) => kind is RecoveryKind.DeadIntermediate or RecoveryKind.DeadGroupMember;
}
