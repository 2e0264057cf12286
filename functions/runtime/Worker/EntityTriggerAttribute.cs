namespace Ham4Db.Runtime.Worker;

/// <summary>Makes the function an entity; the parameter is a <see cref="TaskEntityDispatcher"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EntityTriggerAttribute : Attribute
{
    /// <summary>Name of the entity; null means the name of the function.</summary>
    public string? EntityName { get; set; }
}
