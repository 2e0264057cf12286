using System.Diagnostics.CodeAnalysis;
using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.DurableTask.Client.Entities;

/// <summary>State of an entity at the time it was read.</summary>
/// <typeparam name="TState">Type of state.</typeparam>
/// <param name="id">The entity.</param>
public class EntityMetadata<TState>(EntityInstanceId id)
{
    private readonly TState? state;

    /// <summary>Metadata with a state.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="state">Its state.</param>
    public EntityMetadata(EntityInstanceId id, TState? state)
        : this(id)
    {
        this.state = state;
        IncludesState = state is not null;
    }

    /// <summary>The entity.</summary>
    public EntityInstanceId Id { get; } = id;

    /// <summary>When it was last saved.</summary>
    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Operations that wait for it.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>Id of the orchestration that has locked it; null when nobody has.</summary>
    public string? LockedBy { get; init; }

    /// <summary>Whether there is a state and it was read.</summary>
    [MemberNotNullWhen(true, nameof(State))]
    public bool IncludesState { get; }

    /// <summary>The state.</summary>
    /// <exception cref="InvalidOperationException">There is none or it was not asked for.</exception>
    public TState State => IncludesState
        ? state!
        : throw new InvalidOperationException($"There is no state to read when {nameof(IncludesState)} is false.");
}
