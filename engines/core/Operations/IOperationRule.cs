namespace Ham4Db.Core.Operations;

/// <summary>How one kind of operation is planned. Pure: the same topology, request and policy give the same plan.</summary>
public interface IOperationRule
{
    /// <summary>Its word in requests, such as <c>move-up</c>.</summary>
    string Kind { get; }

    /// <summary>One sentence for people: what it does.</summary>
    string Summary { get; }

    /// <summary>Whether a second instance must be named.</summary>
    bool NeedsTarget { get; }

    /// <summary>Whether a second instance may be named.</summary>
    bool TakesTarget => NeedsTarget;

    /// <summary>One sentence for people: what the second instance is to the first.</summary>
    string TargetSummary => "The instance that it is to be below.";

    /// <summary>Whether a pattern may choose among several instances.</summary>
    bool TakesPattern => false;

    /// <summary>Older words for it.</summary>
    IReadOnlyList<string> Aliases => [];

    /// <summary>Further values that it takes.</summary>
    IReadOnlyList<OperationArgument> Arguments => [];

    /// <summary>Writes refusals, warnings and steps into the draft. The instance is known in the cluster, and so is the target where one was named.</summary>
    void Plan(OperationContext context, OperationDraft draft);
}
