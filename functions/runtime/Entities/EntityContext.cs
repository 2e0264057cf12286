using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Entities;

/// <summary>Collects what an operation sends.</summary>
internal sealed class EntityContext(EntityInstanceId id) : TaskEntityContext
{
    private readonly List<Action<WorkTransaction>> effects = [];

    public override EntityInstanceId Id { get; } = id;

    public IReadOnlyList<Action<WorkTransaction>> Effects => effects;

    public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(operationName);
        var request = new EntityRequest.Operation(operationName, DurableJson.Serialize(input), null, null);
        effects.Add(work => work.Send(id, request, options?.SignalTime?.UtcDateTime));
    }

    public override string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null)
    {
        name.OrThrow();
        var start = new NewInstance(
            options?.InstanceId ?? Guid.NewGuid().ToString("N"), name, DurableJson.Serialize(input), null, options?.StartAt?.UtcDateTime);
        effects.Add(work => InstanceTable.TryStart(work, start));
        return start.InstanceId;
    }
}
