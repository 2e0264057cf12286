using System.Collections.Concurrent;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations;

/// <summary>
/// One run of a plan. Stages follow each other, steps of a stage run at once as far as the bound allows. A step that fails ends its branch, one without
/// a branch ends all; what was begun is still cleaned up. One that is cancelled makes no further step but those that clean up. When another operator is in
/// charge nothing more is changed at all.
/// </summary>
internal sealed class PlanRun(RecoveryTicket ticket, OperationPlan plan, StepExecutor executor, int concurrency, IEnumerable<InstanceKey> begun)
{
    private readonly ConcurrentDictionary<InstanceKey, bool> _begun = new(begun.Select(key => KeyValuePair.Create(key, true)));
    private readonly ConcurrentDictionary<InstanceKey, bool> _failed = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private bool _isBroken;
    private string? _superseded;
    private volatile OperationCancel? _cancel;

    public async Task<ExecutionResult> RunAsync(CancellationToken cancellationToken)
    {
        using var bound = new SemaphoreSlim(concurrency);
        foreach (var stage in plan.Steps.GroupBy(s => s.Stage).OrderBy(g => g.Key))
        {
            var due = stage.Where(IsDue).ToList();
            await Task.WhenAll(due.Select(step => RunAsync(step, bound, cancellationToken)));
            if (_superseded is not null) return new ExecutionResult(OperationStatus.Superseded, [], [_superseded, .. WhatIsLeft(stage.Key), .. _errors]);
        }

        List<InstanceKey> done = _isBroken ? [] : [.. plan.FindBranches().Where(key => !_failed.ContainsKey(key))];
        if (_cancel is { } cancel) return new ExecutionResult(OperationStatus.Cancelled, done, [$"It was cancelled by {cancel.By} at {cancel.At:u}; the steps say what was done until then.", .. _errors]);
        var status = _errors.IsEmpty ? OperationStatus.Succeeded : done.Count > 0 ? OperationStatus.PartlySucceeded : OperationStatus.Failed;
        return new ExecutionResult(status, done, [.. _errors]);
    }

    // The recovery decides about all that follow the primary; who is deeper may have been stopped and not started again.
    private IEnumerable<string> WhatIsLeft(int stage)
    {
        var standing = plan.Steps.Where(s => s.IsCleanUp && s.Stage >= stage && _begun.ContainsKey(s.Target)).Select(s => s.Target).Distinct().ToList();
        if (standing.Count > 0) yield return $"Replication may stand still on {string.Join(", ", standing)}.";
    }

    private bool IsDue(OperationStep step)
    {
        if (_isBroken || (step.Branch is { } branch && _failed.ContainsKey(branch))) return step.IsCleanUp && _begun.ContainsKey(step.Target);
        return true;
    }

    private async Task RunAsync(OperationStep step, SemaphoreSlim bound, CancellationToken cancellationToken)
    {
        await bound.WaitAsync(cancellationToken);
        try
        {
            if (_superseded is not null || await IsCancelledAsync(step, cancellationToken)) return;
            _begun[step.Target] = true;
            await executor.RunAsync(ticket, step, cancellationToken);
        }
        catch (RecoverySupersededException exception)
        {
            // Somebody may hold one server's lock alone: then the step has failed, and what was begun is still ours to clean up.
            if (await executor.IsInChargeAsync(ticket, cancellationToken)) Fail(step, exception);
            else _superseded = exception.Message;
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            Fail(step, exception);
        }
        finally
        {
            bound.Release();
        }
    }

    private async Task<bool> IsCancelledAsync(OperationStep step, CancellationToken cancellationToken)
    {
        if (step.IsCleanUp && _begun.ContainsKey(step.Target)) return false;
        if ((_cancel ?? await executor.FindCancelAsync(ticket, cancellationToken)) is not { } cancel) return false;
        _cancel = cancel;
        if (step.Branch is { } branch) _failed[branch] = true;
        else _isBroken = true;
        return true;
    }

    private void Fail(OperationStep step, Exception exception)
    {
        _errors.Enqueue(exception.Message);
        if (step.Branch is { } branch) _failed[branch] = true;
        else if (!step.IsCleanUp) _isBroken = true;
    }
}
