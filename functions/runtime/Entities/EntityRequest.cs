using System.Text.Json.Serialization;
using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.Entities;

/// <summary>What an entity is asked to do.</summary>
[JsonDerivedType(typeof(Operation), "operation")]
[JsonDerivedType(typeof(Acquire), "acquire")]
[JsonDerivedType(typeof(Release), "release")]
internal abstract record EntityRequest
{
    /// <summary>Run an operation; without <paramref name="Caller"/> it is a signal.</summary>
    public sealed record Operation(string Name, string? Input, ReplyAddress? Caller, string? LockId) : EntityRequest;

    /// <summary>Take this entity's lock, then pass the request on to the next entity; the last one answers the caller.</summary>
    public sealed record Acquire(string LockId, ReplyAddress Caller, IReadOnlyList<EntityInstanceId> Entities, int Position) : EntityRequest;

    /// <summary>Give the lock back.</summary>
    public sealed record Release(string LockId) : EntityRequest;
}
