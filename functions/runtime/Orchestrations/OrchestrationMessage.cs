using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>An event on its way to an orchestration.</summary>
/// <param name="InstanceId">The orchestration.</param>
/// <param name="ExecutionId">The run that it answers; null when it is for whichever run there is.</param>
/// <param name="Event">The event.</param>
internal sealed record OrchestrationMessage(string InstanceId, string? ExecutionId, OrchestrationEvent Event)
{
    /// <summary>Row of the inbox; 0 when it is not stored there.</summary>
    public long RowId { get; init; }

    public DateTime? Due { get; init; }

    /// <summary>What its sender wants written in the transaction that consumes it.</summary>
    public Action<SqlSession>? Settle { get; init; }

    public void Consume(SqlSession sql)
    {
        if (RowId != 0)
            sql.Execute("DELETE FROM inbox WHERE id = $0", RowId);
        Settle?.Invoke(sql);
    }
}
