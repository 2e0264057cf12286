namespace Ham4Db.OpenGaussAgent.Actions;

/// <summary>An operation as it is kept on disk.</summary>
/// <param name="Operation">The protocol's message, as JSON.</param>
/// <param name="Request">Digest of what was asked.</param>
/// <param name="WorkerPid">The process that works for it; 0 for none.</param>
/// <param name="WorkerStart">When that started, in ticks since the host did.</param>
internal sealed record StoredOperation(string Operation, string Request, int WorkerPid, long WorkerStart);
