using System.Collections.Concurrent;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations;

/// <summary>
/// One run of a plan. Stages follow each other, steps of a stage run at once as far as the bound allows. A step that fails ends its branch, one without
/// a branch ends all; what was begun is still cleaned up. When another operator is in charge nothing more is changed at all.
/// </summary>
internal sealed class PlanRun(RecoveryTicket ticket, OperationPlan plan, StepExecutor executor, int concurrency, IEnumerable<InstanceKey> begun)
{
    private readonly ConcurrentDictionary<InstanceKey, bool> _begun = new(begun.Select(key => KeyValuePair.Create(key, true)));
    private readonly ConcurrentDictionary<InstanceKey, bool> _failed = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private bool _isBroken;
    private string? _superseded;

    public async Task<ExecutionResult> RunAsync(CancellationToken cancellationToken)
    {
        using var bound = new SemaphoreSlim(concurrency);
        foreach (var stage in plan.Steps.GroupBy(s => s.Stage).OrderBy(g => g.Key))
        {
            var due = stage.Where(IsDue).ToList();
            await Task.WhenAll(due.Select(step => RunAsync(step, bound, cancellationToken)));
            if (_superseded is not null) return new ExecutionResult(OperationStatus.Superseded, [], [_superseded, .. _errors]);
        }

        List<InstanceKey> done = _isBroken ? [] : [.. plan.FindBranches().Where(key => !_failed.ContainsKey(key))];
        var status = _errors.IsEmpty ? OperationStatus.Succeeded : done.Count > 0 ? OperationStatus.PartlySucceeded : OperationStatus.Failed;
        return new ExecutionResult(status, done, [.. _errors]);
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
            if (_superseded is not null) return;
            _begun[step.Target] = true;
            await executor.RunAsync(ticket, step, cancellationToken);
        }
        catch (RecoverySupersededException exception)
        {
            _superseded = exception.Message;
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            _errors.Enqueue(exception.Message);
            if (step.Branch is { } branch) _failed[branch] = true;
            else _isBroken = true;
        }
        finally
        {
            bound.Release();
        }
    }
}
