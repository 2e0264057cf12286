using System.Text.Json.Serialization;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>What reaches an orchestration, as its history records it.</summary>
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Succeeded), "succeeded")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(LockGranted), "lockGranted")]
[JsonDerivedType(typeof(Raised), "raised")]
[JsonDerivedType(typeof(Terminated), "terminated")]
[JsonDerivedType(typeof(LeftThread), "leftThread")]
internal abstract record OrchestrationEvent
{
    /// <summary>The run begins.</summary>
    public sealed record Started(string Name, string? Input, ParentLink? Parent) : OrchestrationEvent;

    /// <summary>The activity, timer, sub-orchestration or entity call of step <paramref name="Seq"/> is done.</summary>
    public sealed record Succeeded(int Seq, string? Result) : OrchestrationEvent;

    /// <summary>The activity, sub-orchestration or entity call of step <paramref name="Seq"/> failed.</summary>
    public sealed record Failed(int Seq, TaskFailureDetails Failure) : OrchestrationEvent;

    /// <summary>All locks asked for in step <paramref name="Seq"/> are held.</summary>
    public sealed record LockGranted(int Seq, string LockId, IReadOnlyList<EntityInstanceId> Entities) : OrchestrationEvent;

    /// <summary>An external event.</summary>
    public sealed record Raised(string Name, string? Payload) : OrchestrationEvent;

    /// <summary>The orchestration is ended from outside.</summary>
    public sealed record Terminated(string? Output, bool Recursive) : OrchestrationEvent;

    /// <summary>The orchestrator was continued by something that is not its context.</summary>
    public sealed record LeftThread : OrchestrationEvent;
}
