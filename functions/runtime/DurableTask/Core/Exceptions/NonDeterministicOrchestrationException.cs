namespace Ham4Db.Runtime.DurableTask.Core.Exceptions;

/// <summary>An orchestrator took another step in replay than the one recorded in its history; the message names the step.</summary>
/// <param name="message">Sequence number, recorded and actual step.</param>
public class NonDeterministicOrchestrationException(string message) : Exception(message);
