using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>An instance and its tags.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Tags">Its tags, by name; at least one.</param>
internal sealed record TaggedView(InstanceKey Instance, IReadOnlyList<TagView> Tags)
{
    public static TaggedView Of(KeyValuePair<InstanceKey, List<InstanceTag>> tagged) => new(tagged.Key, [.. tagged.Value.Select(TagView.Of)]);
}
