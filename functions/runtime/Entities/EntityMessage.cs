using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.Entities;

/// <summary>A request on its way to an entity.</summary>
internal sealed record EntityMessage(long RowId, EntityInstanceId Target, EntityRequest Request)
{
    public DateTime? Due { get; init; }
}
