using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Alerts;

/// <summary>Asks webhooks before a recovery changes anything.</summary>
public sealed class AskBeforeRecovery(HookAsker asker, HookEvents hooks, FleetStore store)
{
    /// <summary>Runs the activity. Run twice, they are asked twice about one id.</summary>
    [Function(nameof(AskBeforeRecovery))]
    public async Task<HookVerdict> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var cancellationToken = context.CancellationToken;
        var state = await store.GetStateAsync(input.Ticket.ClusterId, cancellationToken);
        if (state.ActiveRecovery is not { } recovery || recovery.Uid != input.Ticket.Uid)
            return new HookVerdict($"Recovery {input.Ticket.Uid} is not in charge of the cluster any more; nothing was changed.");
        return await asker.AskAsync(await hooks.BeforeAsync(recovery, input.Plan, state, cancellationToken), input.Ticket, cancellationToken);
    }
}
