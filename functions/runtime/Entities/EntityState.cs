using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Entities;

/// <summary>The state of an entity as JSON.</summary>
internal sealed class EntityState(string? json) : TaskEntityState
{
    public string? Json { get; private set; } = json;

    public override bool HasState => Json is not null;

    public override object? GetState(Type type) => DurableJson.Deserialize(Json, type);

    public override void SetState(object? state) => Json = DurableJson.Serialize(state);
}
