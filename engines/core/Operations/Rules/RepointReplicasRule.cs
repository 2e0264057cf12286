namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>repoint-replicas</c>: tells the replicas of an instance their source anew. It may be dead.</summary>
sealed class RepointReplicasRule : IOperationRule
{
    public string Kind => "repoint-replicas";
    public string Summary => "Point the replicas of an instance, all or those that a pattern chooses, at it again; it may be dead.";
    public bool NeedsTarget => false;
    public bool TakesPattern => true;
    public IReadOnlyList<string> Aliases => ["repoint-slaves"];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var replicas = context.ChosenReplicasOf(context.Instance);
        if (replicas.Count == 0) draft.Warn(ReplicasOf.Nobody(context, context.Instance));
        var stage = draft.NextStage;
        foreach (var replica in replicas.OrderBy(r => r.Key))
        {
            var reasons = RepointRule.WhyNot(context, replica, context.Instance).ToList();
            if (reasons.Count == 0) RepointRule.AddStep(context, draft, stage, replica, context.Instance);
            else draft.LeaveOut(replica.Key, string.Join(' ', reasons));
        }

        if (replicas.Count > 0 && draft.NextStage == stage) draft.Refuse($"None of the replicas of {context.Instance.Key} can be pointed at it. {draft.WhyLeftOut}");
    }
}
