using System.Text.Json.Serialization;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>A step that an orchestrator took, as its history records it. <see cref="Seq"/> counts the steps of one run.</summary>
[JsonDerivedType(typeof(CallActivity), "callActivity")]
[JsonDerivedType(typeof(StartTimer), "startTimer")]
[JsonDerivedType(typeof(StartSubOrchestration), "startSubOrchestration")]
[JsonDerivedType(typeof(RaiseEvent), "raiseEvent")]
[JsonDerivedType(typeof(CallEntity), "callEntity")]
[JsonDerivedType(typeof(SignalEntity), "signalEntity")]
[JsonDerivedType(typeof(AcquireLocks), "acquireLocks")]
[JsonDerivedType(typeof(ReleaseLocks), "releaseLocks")]
[JsonDerivedType(typeof(Complete), "complete")]
[JsonDerivedType(typeof(Fail), "fail")]
[JsonDerivedType(typeof(Terminate), "terminate")]
[JsonDerivedType(typeof(ContinueAsNew), "continueAsNew")]
internal abstract record OrchestrationAction(int Seq)
{
    /// <summary>What the step does, in words; two steps with the same words are the same step.</summary>
    public abstract string Describe();

    [JsonIgnore]
    public bool EndsRun => this is Complete or Fail or Terminate or ContinueAsNew;

    public sealed record CallActivity(int Seq, string Name, string? Input) : OrchestrationAction(Seq)
    {
        public override string Describe() => $"call activity '{Name}'";
    }

    public sealed record StartTimer(int Seq, DateTime FireAt) : OrchestrationAction(Seq)
    {
        public override string Describe() => "start a timer";
    }

    public sealed record StartSubOrchestration(int Seq, string Name, string InstanceId, string? Input) : OrchestrationAction(Seq)
    {
        public override string Describe() => $"call sub-orchestration '{Name}'";
    }

    public sealed record RaiseEvent(int Seq, string InstanceId, string Name, string? Payload) : OrchestrationAction(Seq)
    {
        public override string Describe() => $"send event '{Name}' to '{InstanceId}'";
    }

    public sealed record CallEntity(int Seq, EntityInstanceId Entity, string Operation, string? Input, string? LockId) : OrchestrationAction(Seq)
    {
        public override string Describe() => $"call '{Operation}' of entity '{Entity}'";
    }

    public sealed record SignalEntity(int Seq, EntityInstanceId Entity, string Operation, string? Input, DateTime? At) : OrchestrationAction(Seq)
    {
        public override string Describe() => $"signal '{Operation}' to entity '{Entity}'";
    }

    public sealed record AcquireLocks(int Seq, string LockId, IReadOnlyList<EntityInstanceId> Entities) : OrchestrationAction(Seq)
    {
        public override string Describe() => $"lock {string.Join(", ", Entities)}";
    }

    public sealed record ReleaseLocks(int Seq, string LockId, IReadOnlyList<EntityInstanceId> Entities) : OrchestrationAction(Seq)
    {
        public override string Describe() => $"unlock {string.Join(", ", Entities)}";
    }

    public sealed record Complete(int Seq, string? Output) : OrchestrationAction(Seq)
    {
        public override string Describe() => "complete";
    }

    public sealed record Fail(int Seq, TaskFailureDetails Failure) : OrchestrationAction(Seq)
    {
        public override string Describe() => "fail";
    }

    public sealed record Terminate(int Seq, string? Output, bool Recursive) : OrchestrationAction(Seq)
    {
        public override string Describe() => "end as told from outside";
    }

    public sealed record ContinueAsNew(int Seq, string? Input, IReadOnlyList<OrchestrationEvent.Raised> Events) : OrchestrationAction(Seq)
    {
        public override string Describe() => "continue as new";
    }
}
