using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations.Steps;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations;

/// <summary>Does one step behind the guard and records it. While it takes its time the right to do so is checked again and again: a recovery must not wait for the step's lock.</summary>
public sealed class StepExecutor(RecoveryGuard guard, EngineRegistry engines, FleetStore store, TimeProvider time, RecoveryTimeline timeline, ControlInstance control, IEnumerable<IOperationStep> actions)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, IOperationStep> _actions = actions.ToDictionary(a => a.Action);

    /// <summary>Runs a step.</summary>
    /// <exception cref="RecoverySupersededException">Another operator is in charge.</exception>
    public async Task RunAsync(RecoveryTicket ticket, OperationStep step, CancellationToken cancellationToken)
    {
        if (step.Action == StepAction.Control)
        {
            await timeline.StepAsync(ticket, step.Action, step.Target, step.Description, () => ControlAsync(ticket, step, cancellationToken), cancellationToken);
            return;
        }

        await using var target = await guard.OpenAsync(ticket, step.Target, cancellationToken);
        await target.ChangeAsync(
            step.Action,
            step.Description,
            session => WhileInChargeAsync(
                ticket, stop => _actions[step.Action].RunAsync(new StepRun(ticket, step, session, engines), stop), cancellationToken),
            cancellationToken);
    }

    private async Task ControlAsync(RecoveryTicket ticket, OperationStep step, CancellationToken cancellationToken)
    {
        await GuardedInstance.EnsureInChargeAsync(store, ticket, cancellationToken);
        await WhileInChargeAsync(ticket, stop => control.RunAsync(ticket, step, stop), cancellationToken);
    }

    /// <summary>Whether the operation still has the right to change the cluster.</summary>
    public async Task<bool> IsInChargeAsync(RecoveryTicket ticket, CancellationToken cancellationToken)
    {
        try
        {
            await GuardedInstance.EnsureInChargeAsync(store, ticket, cancellationToken);
            return true;
        }
        catch (RecoverySupersededException)
        {
            return false;
        }
    }

    /// <summary>Who wants the operation cancelled; null for nobody.</summary>
    public async Task<OperationCancel?> FindCancelAsync(RecoveryTicket ticket, CancellationToken cancellationToken) =>
        (await store.GetStateAsync(ticket.ClusterId, cancellationToken)).ActiveOperation is { } active && active.Uid == ticket.Uid ? active.Cancel : null;

    private async Task WhileInChargeAsync(RecoveryTicket ticket, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = run(stop.Token);
        try
        {
            while (await Task.WhenAny(running, Task.Delay(CheckInterval, time, stop.Token)) != running)
                await GuardedInstance.EnsureInChargeAsync(store, ticket, cancellationToken);
        }
        catch
        {
            await stop.CancelAsync();
            await Task.WhenAny(running);
            throw;
        }

        await stop.CancelAsync();
        await running;
    }
}
