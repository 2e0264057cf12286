using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Entities;

/// <summary>One operation with the entity's state; what it sends is kept until it has ended well.</summary>
internal sealed class EntityOperation : TaskEntityOperation
{
    private readonly EntityRequest.Operation request;
    private readonly EntityState state;
    private readonly EntityContext context;

    public EntityOperation(EntityInstanceId id, EntityRequest.Operation request, string? savedState)
    {
        this.request = request;
        state = new(savedState);
        context = new(id);
    }

    public override string Name => request.Name;

    public override TaskEntityContext Context => context;

    public override TaskEntityState State => state;

    public override bool HasInput => request.Input is not null;

    public string? SavedState => state.Json;

    public override object? GetInput(Type inputType) => DurableJson.Deserialize(request.Input, inputType);

    public void SendEffects(WorkTransaction work)
    {
        foreach (var effect in context.Effects)
            effect(work);
    }
}
