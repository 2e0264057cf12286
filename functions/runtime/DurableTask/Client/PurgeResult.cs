namespace Ham4Db.Runtime.DurableTask.Client;

/// <summary>What a purge did.</summary>
/// <param name="count">Orchestrations deleted.</param>
public class PurgeResult(int count)
{
    /// <summary>Orchestrations deleted.</summary>
    public int PurgedInstanceCount { get; } = count;
}
