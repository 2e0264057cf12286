namespace Ham4Db.Core.Operations;

/// <summary>Names of operations that others than their rule know.</summary>
public static class OperationKind
{
    /// <summary>Leave out the transaction that the applier of a replica stopped at.</summary>
    public const string SkipQuery = "skip-query";

    /// <summary>Replace everything on an instance by a copy of another one.</summary>
    public const string Reclone = "reclone";
}
