namespace Ham4Db.Functions.Telemetry;

/// <summary>Tells how much waits in the host's own queues.</summary>
public interface IHostQueues
{
    /// <summary>The queues; null where the host does not tell.</summary>
    IReadOnlyList<WorkQueue>? Read();
}
