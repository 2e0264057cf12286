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

    /// <summary>Writes refusals, warnings and steps into the draft. The instance is known in the cluster, and so is the target where one was named.</summary>
    void Plan(OperationContext context, OperationDraft draft);
}
