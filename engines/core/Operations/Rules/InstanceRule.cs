namespace Ham4Db.Core.Operations.Rules;

/// <summary>An operation on a single instance.</summary>
sealed class InstanceRule(string kind, string summary, Action<OperationContext, OperationDraft> plan, params OperationArgument[] arguments) : IOperationRule
{
    public string Kind => kind;
    public string Summary => summary;
    public bool NeedsTarget => false;
    public bool TakesTarget { get; init; }
    public string TargetSummary { get; init; } = "";
    public IReadOnlyList<string> Aliases { get; init; } = [];
    public IReadOnlyList<OperationArgument> Arguments => arguments;

    public void Plan(OperationContext context, OperationDraft draft) => plan(context, draft);
}
