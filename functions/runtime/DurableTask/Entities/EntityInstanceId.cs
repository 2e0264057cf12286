using System.Text.Json.Serialization;
using Ham4Db.Runtime.Entities;

namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>Identity of an entity; its text form is <c>@name@key</c>.</summary>
[JsonConverter(typeof(EntityInstanceIdConverter))]
public readonly record struct EntityInstanceId
{
    /// <summary>Makes an id.</summary>
    /// <param name="name">Name of the entity; lower-cased, without <c>@</c>.</param>
    /// <param name="key">Key of the entity; kept as it is.</param>
    /// <exception cref="ArgumentException">The name is empty or has an <c>@</c>.</exception>
    public EntityInstanceId(string name, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(key);
        if (name.Contains('@', StringComparison.Ordinal))
            throw new ArgumentException("The name of an entity has no '@'.", nameof(name));
        Name = name.ToLowerInvariant();
        Key = key;
    }

    /// <summary>Name of the entity, in lower case.</summary>
    public string Name { get; }

    /// <summary>Key of the entity.</summary>
    public string Key { get; }

    /// <summary>Reads the text form.</summary>
    /// <param name="instanceId">Text of the form <c>@name@key</c>.</param>
    /// <returns>The id.</returns>
    /// <exception cref="ArgumentException">The text has another form.</exception>
    public static EntityInstanceId FromString(string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var separator = instanceId.IndexOf('@', 1);
        if (instanceId[0] != '@' || separator < 2)
            throw new ArgumentException($"'{instanceId}' is not an entity id of the form @name@key.", nameof(instanceId));
        return new(instanceId[1..separator], instanceId[(separator + 1)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"@{Name}@{Key}";
}
