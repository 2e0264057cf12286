using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A tag of an instance.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value; may be empty.</param>
internal sealed record TagView(string Name, string Value)
{
    public static TagView Of(InstanceTag tag) => new(tag.Name, tag.Value);
}
