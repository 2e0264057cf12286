using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>One way to bring replicas below another source.</summary>
interface IMoveMethod
{
    /// <summary>How it works, as the end of "could not be moved …".</summary>
    string Name { get; }

    /// <summary>What stands against this way, a sentence each; empty when it can be taken. That one can replicate from the other was checked before.</summary>
    IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target);

    /// <summary>Adds the steps for replicas that can all be moved in this way.</summary>
    void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target);
}
