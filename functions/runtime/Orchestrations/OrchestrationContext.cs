using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Persistence;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>The context of one run.</summary>
internal sealed class OrchestrationContext : TaskOrchestrationContext
{
    private readonly StepLedger ledger;
    private readonly ExternalEvents events;
    private readonly OrchestrationEntities entities;
    private readonly InstanceRow instance;
    private int guids;

    public OrchestrationContext(InstanceRow instance, StepLedger ledger, ExternalEvents events, ILoggerFactory loggers)
    {
        this.instance = instance;
        this.ledger = ledger;
        this.events = events;
        LoggerFactory = loggers;
        CustomStatus = instance.CustomStatus;
        entities = new(ledger, instance.ExecutionId);
    }

    public override TaskName Name => instance.Name;

    public override string InstanceId => instance.InstanceId;

    public override ParentOrchestrationInstance? Parent => instance.Parent is { } p ? new(p.Name, p.InstanceId) : null;

    public override DateTime CurrentUtcDateTime => Time;

    public override bool IsReplaying => Replaying;

    public override TaskOrchestrationEntityFeature Entities => entities;

    public DateTime Time { get; set; }

    public bool Replaying { get; set; }

    public string? CustomStatus { get; private set; }

    public (string? Input, bool PreserveEvents)? NextRun { get; private set; }

    protected override ILoggerFactory LoggerFactory { get; }

    public override T? GetInput<T>()
        where T : default => DurableJson.Deserialize<T>(instance.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        name.OrThrow();
        var json = DurableJson.Serialize(input);
        return WithRetry(options, () =>
        {
            var seq = ledger.NextSeq();
            ledger.Take(new OrchestrationAction.CallActivity(seq, name, json));
            return ledger.Open<TResult>(seq, failure => new TaskFailedException(name, seq, failure)).Task;
        });
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        orchestratorName.OrThrow();
        if (entities.InCriticalSection())
            throw new InvalidOperationException("While holding locks, an orchestration cannot call sub-orchestrations.");
        var json = DurableJson.Serialize(input);
        var id = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        return WithRetry(options, () =>
        {
            var seq = ledger.NextSeq();
            ledger.Take(new OrchestrationAction.StartSubOrchestration(seq, orchestratorName, id, json));
            return ledger.Open<TResult>(seq, failure => new TaskFailedException(orchestratorName, seq, failure)).Task;
        });
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        ledger.EnsureOrchestratorThread();
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var utc = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        var seq = ledger.NextSeq();
        ledger.Take(new OrchestrationAction.StartTimer(seq, utc));
        var step = ledger.Open<object?>(seq, failure => new InvalidOperationException(failure.ErrorMessage));
        cancellationToken.Register(() =>
        {
            // The timer still fires, but then nobody waits for it.
            ledger.Close(seq);
            step.Cancel(cancellationToken);
        });
        return step.Task;
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ledger.EnsureOrchestratorThread();
        return events.WaitAsync<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        ledger.Take(new OrchestrationAction.RaiseEvent(ledger.NextSeq(), instanceId, eventName, DurableJson.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        ledger.EnsureOrchestratorThread();
        CustomStatus = DurableJson.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        ledger.EnsureOrchestratorThread();
        NextRun = (DurableJson.Serialize(newInput), preserveUnprocessedEvents);
    }

    public override Guid NewGuid()
    {
        ledger.EnsureOrchestratorThread();
        return DeterministicGuid.Create(instance.InstanceId, instance.ExecutionId, guids++);
    }

    private Task<T> WithRetry<T>(TaskOptions? options, Func<Task<T>> call)
        => options?.Retry?.Policy is { } policy ? RetryLoop.RunAsync(this, policy, call) : call();
}
