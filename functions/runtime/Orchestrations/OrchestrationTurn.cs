namespace Ham4Db.Runtime.Orchestrations;

/// <summary>One work item of an orchestration: the events that it got and the steps that it took for them.</summary>
internal sealed record OrchestrationTurn(DateTime Time, IReadOnlyList<OrchestrationEvent> Events, IReadOnlyList<OrchestrationAction> Actions);
