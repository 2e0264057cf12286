using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Upkeep.Tags;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Puts tags on instances, and finds instances by their tags.</summary>
internal sealed class Tags(FleetStore store, FleetLookup lookup, Audit audit)
{
    private const int TagsPerInstance = 100;

    /// <summary>Reads a term.</summary>
    /// <exception cref="OperationException">It is no term; the message says why.</exception>
    public static TagTerm ParseTerm(string text) => Parse(TagTerm.Parse, text);

    /// <summary>Instances that a query chooses, in the order of their keys.</summary>
    /// <param name="query">Terms separated by commas.</param>
    /// <param name="engine">Of this engine; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationException">It is no query; the message says why.</exception>
    public async Task<IReadOnlyList<InstanceKey>> FindAsync(string query, DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        var parsed = Parse(TagQuery.Parse, query);
        var tagged = new Dictionary<string, List<InstanceTag>>();
        foreach (var name in parsed.Names) tagged[name] = await store.GetTaggedAsync(name, cancellationToken);
        List<InstanceKey> all = parsed.NeedsAll ? [.. (await store.GetDirectoryAsync(cancellationToken)).Select(entry => entry.Key)] : [];
        return [.. parsed.Select(tagged, all).Where(key => engine is null || key.Engine == engine)];
    }

    /// <summary>Tags of a known instance, by name.</summary>
    /// <exception cref="OperationException">The instance is not known.</exception>
    public async Task<IReadOnlyList<InstanceTag>> ListAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        await lookup.EnsureKnownAsync(key, cancellationToken);
        return await store.GetTagsAsync(key, cancellationToken);
    }

    /// <summary>Tags of instances of a cluster, by instance; those without any are left out.</summary>
    public async Task<IReadOnlyDictionary<InstanceKey, List<InstanceTag>>> OfClusterAsync(ClusterView view, CancellationToken cancellationToken)
    {
        var tags = await Task.WhenAll(view.Topology.Members.Keys.Select(key => store.GetTagsAsync(key, cancellationToken)));
        return tags.Where(found => found.Count > 0).ToDictionary(found => found[0].Key);
    }

    /// <summary>The value of a tag of an instance.</summary>
    /// <exception cref="OperationException">It has no such tag.</exception>
    public async Task<string> ValueAsync(InstanceKey key, string name, CancellationToken cancellationToken) =>
        (await store.FindTagAsync(key, ParseTerm(name).Name, cancellationToken))?.Value
        ?? throw OperationException.NotFound($"tag {name} not found for {key}");

    /// <summary>Puts a tag on a known instance, in place of one of the same name.</summary>
    /// <exception cref="OperationException">The tag is none, or the instance is not known.</exception>
    public async Task PutAsync(InstanceKey key, TagTerm term, Caller caller, CancellationToken cancellationToken)
    {
        if (term.IsNegated) throw OperationException.Invalid($"Invalid tag: '~{term.Name}': a tag that is set is not negated. Write name or name=value.");
        var cluster = await lookup.EnsureKnownAsync(key, cancellationToken);
        var present = await store.GetTagsAsync(key, cancellationToken);
        if (present.Count >= TagsPerInstance && present.All(tag => tag.Name != term.Name))
            throw OperationException.Refused($"{key} has {present.Count} tags; an instance may have {TagsPerInstance}.");
        var tag = new InstanceTag(key, term.Name, term.Value ?? "");
        await store.PutTagAsync(tag, cancellationToken);
        await audit.WriteAsync("tag", cluster.ClusterId, key, caller, $"{key} was tagged {tag.Display}.", cancellationToken);
    }

    /// <summary>Takes a tag off an instance, with a value only where it has that value.</summary>
    /// <returns>The instance, if it had the tag.</returns>
    /// <exception cref="OperationException">The tag is none.</exception>
    public async Task<IReadOnlyList<InstanceKey>> RemoveAsync(InstanceKey key, TagTerm term, Caller caller, CancellationToken cancellationToken)
    {
        RefuseNegation(term);
        var found = await store.FindTagAsync(key, term.Name, cancellationToken);
        return await RemoveAsync(found is null ? [] : [found], term, caller, cancellationToken);
    }

    /// <summary>Takes a tag with a value off every instance that has it.</summary>
    /// <returns>Those that had it, in the order of their keys.</returns>
    /// <exception cref="OperationException">The tag is none, or has no value.</exception>
    public async Task<IReadOnlyList<InstanceKey>> RemoveEverywhereAsync(TagTerm term, Caller caller, CancellationToken cancellationToken)
    {
        RefuseNegation(term);
        if (term.Value is null) throw OperationException.Invalid($"Untag: either indicate an instance or a tag value; {term.Name} alone would be taken off every instance.");
        return await RemoveAsync(await store.GetTaggedAsync(term.Name, cancellationToken), term, caller, cancellationToken);
    }

    private async Task<IReadOnlyList<InstanceKey>> RemoveAsync(
        IReadOnlyList<InstanceTag> present, TagTerm term, Caller caller, CancellationToken cancellationToken)
    {
        var meant = present.Where(tag => term.Value is null || tag.Value == term.Value).OrderBy(tag => tag.Key).ToList();
        foreach (var tag in meant)
        {
            await store.RemoveTagAsync(tag, cancellationToken);
            await audit.WriteAsync("untag", "", tag.Key, caller, $"The tag {tag.Display} was taken off {tag.Key}.", cancellationToken);
        }

        return [.. meant.Select(tag => tag.Key)];
    }

    private static void RefuseNegation(TagTerm term)
    {
        if (term.IsNegated) throw OperationException.Invalid($"Untag does not support negation: '~{term.Name}'. Write name or name=value.");
    }

    private static T Parse<T>(Func<string, T> parse, string text)
    {
        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            throw OperationException.Invalid(exception.Message);
        }
    }
}
