using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Alerts;

/// <summary>Asks webhooks before a replica and its source change places.</summary>
public sealed class AskBeforeOperation(HookAsker asker, HookEvents hooks, FleetStore store)
{
    /// <summary>Runs the activity. Run twice, they are asked twice about one id.</summary>
    [Function(nameof(AskBeforeOperation))]
    public async Task<HookVerdict> RunAsync([ActivityTrigger] OperationStepInput input, FunctionContext context)
    {
        var cancellationToken = context.CancellationToken;
        var state = await store.GetStateAsync(input.Ticket.ClusterId, cancellationToken);
        if (state.ActiveOperation is not { } operation || operation.Uid != input.Ticket.Uid)
            return new HookVerdict($"Operation {input.Ticket.Uid} is not in charge of the cluster any more; nothing was changed.");
        var hook = await hooks.OfAsync(HookPoint.PreTakePrimary, operation with { Plan = input.Plan }, state, cancellationToken);
        return await asker.AskAsync(hook, input.Ticket, cancellationToken);
    }
}
