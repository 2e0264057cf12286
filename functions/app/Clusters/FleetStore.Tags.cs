using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Tags, each by its instance and by its name, so that neither question reads more than its answer.</content>
public sealed partial class FleetStore
{
    /// <summary>Tags of an instance, by name.</summary>
    public Task<List<InstanceTag>> GetTagsAsync(InstanceKey key, CancellationToken cancellationToken) =>
        ListAsync<InstanceTag>(FleetTables.Tags, new RowRange(FleetTables.InstanceTags(key)), cancellationToken);

    /// <summary>A tag of an instance; null when it has none of that name.</summary>
    public Task<InstanceTag?> FindTagAsync(InstanceKey key, string name, CancellationToken cancellationToken) =>
        FindAsync<InstanceTag>(FleetTables.Tags, FleetTables.InstanceTags(key), name, cancellationToken);

    /// <summary>The tags of a name, one for each instance that has it.</summary>
    public Task<List<InstanceTag>> GetTaggedAsync(string name, CancellationToken cancellationToken) =>
        ListAsync<InstanceTag>(FleetTables.Tags, new RowRange(FleetTables.TaggedInstances(name)), cancellationToken);

    /// <summary>Puts a tag on an instance, in place of one of the same name.</summary>
    public Task PutTagAsync(InstanceTag tag, CancellationToken cancellationToken) => WriteTagAsync(tag, WriteKind.Upsert, FleetJson.Write(tag), cancellationToken);

    /// <summary>Takes a tag off an instance.</summary>
    public Task RemoveTagAsync(InstanceTag tag, CancellationToken cancellationToken) => WriteTagAsync(tag, WriteKind.Delete, json: null, cancellationToken);

    // The instance's own row comes last: while it is not written, whoever asked has no answer and asks again.
    private Task WriteTagAsync(InstanceTag tag, WriteKind kind, string? json, CancellationToken cancellationToken) => store.WriteBatchAsync(
        FleetTables.Tags,
        [
            new RowWrite(kind, FleetTables.TaggedInstances(tag.Name), FleetTables.RowKey(tag.Key), json),
            new RowWrite(kind, FleetTables.InstanceTags(tag.Key), tag.Name, json),
        ],
        cancellationToken);
}
