using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations;

/// <summary>Plans an operation and checks everything that can be checked before anything is changed.</summary>
public sealed class PrepareOperation(OperationPlanning planning)
{
    /// <summary>Runs the activity; it changes nothing.</summary>
    [Function(nameof(PrepareOperation))]
    public Task<OperationPlan> RunAsync([ActivityTrigger] OperationStepInput input, FunctionContext context) =>
        planning.PlanAsync(input.Order.Request, context.CancellationToken);
}
