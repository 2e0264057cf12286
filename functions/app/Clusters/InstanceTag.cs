namespace Ham4Db.Functions.Clusters;

/// <summary>A tag that somebody put on an instance.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Name">Name, unique per instance.</param>
/// <param name="Value">Value; may be empty.</param>
public sealed record InstanceTag(InstanceKey Key, string Name, string Value)
{
    /// <summary>As people read it: the name, with the value where there is one.</summary>
    public string Display => Value.Length == 0 ? Name : $"{Name}={Value}";
}
