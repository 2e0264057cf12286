using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Publishing;
using Ham4Db.Functions.Upkeep.KeyValues;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Reads the keys under which primaries are found, and has them written.</summary>
internal sealed class KeyValues(FleetStore store, FleetReader reader, PrimaryPublisher publisher, PrimaryPublication publication, Audit audit)
{
    /// <summary>All keys and values that begin with a text.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ListAsync(string prefix, CancellationToken cancellationToken) =>
    [
        .. (await store.GetPrimaryKeysAsync(cancellationToken)).SelectMany(row => row.Pairs)
            .Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)),
    ];

    /// <summary>The value of a key.</summary>
    /// <exception cref="OperationException">There is none.</exception>
    public async Task<KeyValuePair<string, string>> GetAsync(string key, CancellationToken cancellationToken)
    {
        var (row, _) = await store.FindPrimaryKeyAsync(key, cancellationToken);
        if (row is null && key.LastIndexOf('/') is > 0 and var slash) (row, _) = await store.FindPrimaryKeyAsync(key[..slash], cancellationToken);
        var found = row?.Pairs.Where(pair => pair.Key == key).Take(1).ToList() ?? [];
        return found is [var pair] ? pair : throw OperationException.NotFound($"There is no key {key}.");
    }

    /// <summary>Makes the keys of clusters name their primaries, as they should already.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is found under them now; clusters whose primary is not known for sure have none.</returns>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> SubmitAsync(
        IReadOnlyList<ClusterRecord> clusters, Caller caller, CancellationToken cancellationToken)
    {
        var known = (await reader.ListAsync(engine: null, cancellationToken)).Select(cluster => cluster.ClusterId).ToHashSet();
        var rows = new List<PrimaryKey>();
        foreach (var cluster in clusters)
        {
            if (await publisher.PublishAsync(cluster, known, seen: null, cancellationToken) is { } row) rows.Add(row);
        }

        var problems = await publication.PublishAsync(rows.Select(row => row.Key).ToHashSet(), cancellationToken);
        List<KeyValuePair<string, string>> pairs = [.. rows.SelectMany(row => row.Pairs)];
        var later = problems.Count > 0 ? $" Tried again later: {string.Join("; ", problems)}." : "";
        await audit.WriteAsync("submit-masters-to-kv-stores", "", instance: null, caller, $"{pairs.Count} keys of {clusters.Count} clusters were submitted.{later}", cancellationToken);
        return pairs;
    }
}
