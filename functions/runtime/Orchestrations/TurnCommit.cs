using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Core.Exceptions;
using Ham4Db.Runtime.Entities;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>Writes a turn: history, everything that it sends, and what it took from the inbox.</summary>
internal sealed class TurnCommit(InstanceRow instance, OrchestrationTurn turn, string? customStatus, IReadOnlyList<OrchestrationMessage> consumed)
{
    public void Apply(WorkTransaction work)
    {
        foreach (var message in consumed)
            message.Consume(work.Sql);
        InstanceTable.AppendTurn(work.Sql, instance.InstanceId, turn);
        InstanceTable.SetRunning(work.Sql, instance.InstanceId, turn.Time, customStatus);
        foreach (var action in turn.Actions)
            Apply(work, action);
    }

    private void Apply(WorkTransaction work, OrchestrationAction action)
    {
        switch (action)
        {
            case OrchestrationAction.CallActivity a:
                work.Schedule(instance.InstanceId, instance.ExecutionId, a.Seq, a.Name, a.Input);
                break;
            case OrchestrationAction.StartTimer a:
                SendToSelf(work, new OrchestrationEvent.Succeeded(a.Seq, null), a.FireAt);
                break;
            case OrchestrationAction.StartSubOrchestration a:
                StartChild(work, a);
                break;
            case OrchestrationAction.RaiseEvent a:
                work.Send(a.InstanceId, null, new OrchestrationEvent.Raised(a.Name, a.Payload));
                break;
            case OrchestrationAction.CallEntity a:
                work.Send(a.Entity, new EntityRequest.Operation(a.Operation, a.Input, ReplyTo(a.Seq), a.LockId));
                break;
            case OrchestrationAction.SignalEntity a:
                work.Send(a.Entity, new EntityRequest.Operation(a.Operation, a.Input, null, null), a.At);
                break;
            case OrchestrationAction.AcquireLocks a:
                work.Send(a.Entities[0], new EntityRequest.Acquire(a.LockId, ReplyTo(a.Seq), a.Entities, 0));
                break;
            case OrchestrationAction.ReleaseLocks a:
                work.Send(a.Entities, new EntityRequest.Release(a.LockId));
                break;
            case OrchestrationAction.Complete a:
                End(work, OrchestrationRuntimeStatus.Completed, a.Output, null, seq => new OrchestrationEvent.Succeeded(seq, a.Output));
                break;
            case OrchestrationAction.Fail a:
                End(work, OrchestrationRuntimeStatus.Failed, null, a.Failure, seq => new OrchestrationEvent.Failed(seq, a.Failure));
                break;
            case OrchestrationAction.Terminate a:
                TerminateChildren(work, a);
                End(work, OrchestrationRuntimeStatus.Terminated, a.Output, null, seq => new OrchestrationEvent.Failed(seq, TerminatedDetails(a)));
                break;
            case OrchestrationAction.ContinueAsNew a:
                BeginNextRun(work, a);
                break;
        }
    }

    private ReplyAddress ReplyTo(int seq) => new(instance.InstanceId, instance.ExecutionId, seq);

    private void SendToSelf(WorkTransaction work, OrchestrationEvent message, DateTime? due = null)
        => work.Send(instance.InstanceId, instance.ExecutionId, message, due);

    private void StartChild(WorkTransaction work, OrchestrationAction.StartSubOrchestration a)
    {
        var parent = new ParentLink(instance.Name, instance.InstanceId, instance.ExecutionId, a.Seq);
        if (InstanceTable.TryStart(work, new(a.InstanceId, a.Name, a.Input, parent)) is { } existing)
        {
            SendToSelf(work, new OrchestrationEvent.Failed(a.Seq, TaskFailureDetails.FromException(
                new OrchestrationAlreadyExistsException($"An orchestration with id '{a.InstanceId}' is {existing.Status} already."))));
        }
    }

    private void End(WorkTransaction work, OrchestrationRuntimeStatus status, string? output, TaskFailureDetails? failure, Func<int, OrchestrationEvent> answer)
    {
        InstanceTable.SetEnded(
            work.Sql, instance.InstanceId, status, turn.Time, customStatus, output, failure is null ? null : DurableJson.Write(failure));
        if (instance.Parent is { } parent)
            work.Send(parent.InstanceId, parent.ExecutionId, answer(parent.Seq));
        work.Deliveries.EndedInstances.Add(instance.InstanceId);
    }

    private void TerminateChildren(WorkTransaction work, OrchestrationAction.Terminate a)
    {
        if (!a.Recursive)
            return;
        foreach (var child in InstanceTable.RunningChildren(work.Sql, instance.InstanceId, instance.ExecutionId))
            work.Send(child, null, new OrchestrationEvent.Terminated(a.Output, Recursive: true));
    }

    private TaskFailureDetails TerminatedDetails(OrchestrationAction.Terminate a) => new(
        "Terminated", $"The orchestration '{instance.InstanceId}' was terminated{(a.Output is null ? string.Empty : $": {a.Output}")}.", null, null);

    private void BeginNextRun(WorkTransaction work, OrchestrationAction.ContinueAsNew a)
    {
        var executionId = Guid.NewGuid().ToString("N");
        InstanceTable.BeginExecution(work.Sql, instance.InstanceId, executionId, a.Input, turn.Time);
        work.Send(instance.InstanceId, executionId, new OrchestrationEvent.Started(instance.Name, a.Input, instance.Parent));
        foreach (var carried in a.Events)
            work.Send(instance.InstanceId, executionId, carried);
    }
}
