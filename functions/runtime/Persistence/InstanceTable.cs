using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Orchestrations;
using Microsoft.Data.Sqlite;

namespace Ham4Db.Runtime.Persistence;

/// <summary>Reads and writes orchestrations and their history.</summary>
internal static class InstanceTable
{
    private const string Columns = "instance_id, execution_id, name, status, created_at, updated_at, input, output, custom_status, failure, parent";

    public static InstanceRow? Find(SqlSession sql, string instanceId)
        => sql.Query($"SELECT {Columns} FROM instances WHERE instance_id = $0", Map, instanceId).SingleOrDefault();

    /// <summary>Stores a new orchestration and its start, unless its id is pending or running.</summary>
    /// <returns>The orchestration that is in the way; null when the new one is stored.</returns>
    public static InstanceRow? TryStart(WorkTransaction work, NewInstance start)
    {
        if (Find(work.Sql, start.InstanceId) is { } existing)
        {
            if (!existing.HasEnded)
                return existing;
            Delete(work.Sql, start.InstanceId);
        }

        var executionId = Guid.NewGuid().ToString("N");
        work.Sql.Execute(
            """
            INSERT INTO instances (instance_id, execution_id, name, status, created_at, updated_at, input, parent, parent_id)
            VALUES ($0, $1, $2, $3, $4, $4, $5, $6, $7)
            """,
            start.InstanceId,
            executionId,
            start.Name,
            (int)OrchestrationRuntimeStatus.Pending,
            work.Now.Ticks,
            start.Input,
            start.Parent is null ? null : DurableJson.Write(start.Parent),
            start.Parent?.InstanceId);
        work.Send(start.InstanceId, executionId, new OrchestrationEvent.Started(start.Name, start.Input, start.Parent), start.StartAt);
        return null;
    }

    public static List<OrchestrationTurn> History(SqlSession sql, string instanceId) => sql.Query(
        "SELECT body FROM history WHERE instance_id = $0 ORDER BY turn",
        r => DurableJson.Read<OrchestrationTurn>(r.GetString(0)),
        instanceId);

    public static void AppendTurn(SqlSession sql, string instanceId, OrchestrationTurn turn) => sql.Execute(
        "INSERT INTO history (instance_id, turn, body) SELECT $0, ifnull(max(turn), 0) + 1, $1 FROM history WHERE instance_id = $0",
        instanceId, DurableJson.Write(turn));

    public static void SetRunning(SqlSession sql, string instanceId, DateTime now, string? customStatus) => sql.Execute(
        "UPDATE instances SET status = $1, updated_at = $2, custom_status = $3 WHERE instance_id = $0",
        instanceId, (int)OrchestrationRuntimeStatus.Running, now.Ticks, customStatus);

    public static void SetEnded(SqlSession sql, string instanceId, OrchestrationRuntimeStatus status, DateTime now, string? customStatus, string? output, string? failure)
    {
        sql.Execute(
            "UPDATE instances SET status = $1, updated_at = $2, custom_status = $3, output = $4, failure = $5 WHERE instance_id = $0",
            instanceId, (int)status, now.Ticks, customStatus, output, failure);

        // Timers only: a granted lock that is still under way must be given back when it arrives.
        sql.Execute("DELETE FROM inbox WHERE instance_id = $0 AND due IS NOT NULL", instanceId);
    }

    public static void BeginExecution(SqlSession sql, string instanceId, string executionId, string? input, DateTime now)
    {
        sql.Execute("DELETE FROM history WHERE instance_id = $0", instanceId);
        sql.Execute("DELETE FROM inbox WHERE instance_id = $0 AND due IS NOT NULL", instanceId);
        sql.Execute(
            "UPDATE instances SET execution_id = $1, input = $2, updated_at = $3 WHERE instance_id = $0",
            instanceId, executionId, input, now.Ticks);
    }

    public static void Delete(SqlSession sql, string instanceId)
    {
        sql.Execute("DELETE FROM history WHERE instance_id = $0", instanceId);
        sql.Execute("DELETE FROM instances WHERE instance_id = $0", instanceId);
    }

    public static List<string> RunningChildren(SqlSession sql, string parentId, string executionId) => sql.Query(
        $"SELECT {Columns} FROM instances WHERE parent_id = $0", Map, parentId)
        .Where(child => !child.HasEnded && child.Parent?.ExecutionId == executionId)
        .Select(child => child.InstanceId)
        .ToList();

    /// <summary>Orchestrations after <paramref name="after"/> in the order of their ids, at most <paramref name="limit"/>.</summary>
    public static List<InstanceRow> List(SqlSession sql, InstanceFilter filter, string? after, int limit) => sql.Query(
        $"""
        SELECT {Columns} FROM instances
        WHERE instance_id > $0 AND instance_id >= $1 AND substr(instance_id, 1, length($1)) = $1
          AND created_at >= $2 AND created_at <= $3 AND instr($4, ',' || status || ',') > 0
        ORDER BY instance_id LIMIT $5
        """,
        Map,
        after ?? string.Empty,
        filter.Prefix,
        filter.CreatedFrom?.UtcTicks ?? 0,
        filter.CreatedTo?.UtcTicks ?? long.MaxValue,
        filter.StatusList,
        limit);

    private static InstanceRow Map(SqliteDataReader r)
        => new(r.GetString(0), r.GetString(1), r.GetString(2), (OrchestrationRuntimeStatus)r.GetInt32(3))
        {
            CreatedAt = r.Time(4),
            UpdatedAt = r.Time(5),
            Input = r.Text(6),
            Output = r.Text(7),
            CustomStatus = r.Text(8),
            Failure = r.Text(9),
            Parent = DurableJson.Deserialize<ParentLink>(r.Text(10)),
        };
}
