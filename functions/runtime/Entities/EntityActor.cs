using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Entities;

/// <summary>An entity with messages that wait.</summary>
internal sealed class EntityActor(EntityInstanceId id)
{
    public EntityInstanceId Id { get; } = id;

    /// <summary>Messages in the order in which they came; guarded by the dispatcher's lock.</summary>
    public List<EntityMessage> Mailbox { get; } = [];

    /// <summary>Whether a worker has this entity or will get it; guarded by the dispatcher's lock.</summary>
    public bool Scheduled { get; set; }

    /// <summary>The entity as last committed; null before it is read.</summary>
    public EntityRow? Row { get; set; }

    /// <summary>The next message that may be handled: while the entity is locked, only those of the holder.</summary>
    public EntityMessage? Next() => Row?.LockId is not { } held
        ? Mailbox.FirstOrDefault()
        : Mailbox.Find(m => m.Request switch
        {
            EntityRequest.Operation operation => operation.LockId == held,
            EntityRequest.Release release => release.LockId == held,
            _ => false,
        });
}
