using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Operations;

/// <summary>Decides whether an operation may be opened, and when an open one is over. Pure.</summary>
public static class OperationGate
{
    /// <summary>After this time another's open operation is taken for abandoned: a failover could not wait longer for a person either.</summary>
    public static readonly TimeSpan AbandonedAfter = RecoveryGate.AbandonedAfter;

    /// <summary>
    /// Ends an open operation on which nobody works any more: one that this deployment opened (it runs one at a time, and now wants another), or an old one
    /// of a deployment that is lost. Should its owner live after all, the new epoch stops it before its next change.
    /// </summary>
    /// <param name="state">Decisions about the cluster.</param>
    /// <param name="ownUid">The operation that this deployment opened last; empty where the next is no operation, as then it may still run.</param>
    /// <param name="now">The time (UTC).</param>
    public static ClusterState Abandon(ClusterState state, string ownUid, DateTimeOffset now) =>
        state.ActiveOperation is { } active && (active.Uid == ownUid || now - active.StartedAt > AbandonedAfter)
            ? End(state, OperationStatus.Failed, "It was left open: nobody works on it any more. How far it came is in its steps.", now)
            : state;

    /// <summary>Ends the open operation, if there is one, because a recovery takes the cluster over.</summary>
    public static ClusterState Supersede(ClusterState state, string recoveryUid, DateTimeOffset now) => state.ActiveOperation is null
        ? state
        : End(state, OperationStatus.Superseded, $"Recovery {recoveryUid} took the cluster over; what was done until then is in the steps.", now);

    /// <summary>The reason to refuse an operation; null when it may go on.</summary>
    public static string? Refuse(ClusterState state) => state switch
    {
        { ActiveRecovery: { } recovery } => $"Recovery {recovery.Uid} of {recovery.Failed} runs since {recovery.StartedAt:u}: wait until it has ended.",
        { ActiveOperation: { } operation } => $"{Describe(operation)}; one at a time per cluster.",
        _ => null,
    };

    /// <summary>An operation that runs, in words.</summary>
    public static string Describe(OperationRecord operation) =>
        $"Operation {operation.Uid} ({operation.Request.Kind} of {operation.Request.Instance}, asked for by {operation.Actor}) runs since {operation.StartedAt:u}";

    private static ClusterState End(ClusterState state, OperationStatus status, string why, DateTimeOffset now)
    {
        var ended = state.ActiveOperation! with { EndedAt = now, Status = status, Errors = [why] };
        return state with { ActiveOperation = null, LastOperation = ended };
    }
}
