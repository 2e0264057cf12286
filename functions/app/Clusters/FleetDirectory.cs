using System.Collections;

namespace Ham4Db.Functions.Clusters;

/// <summary>All known addresses at one moment.</summary>
/// <param name="entries">The addresses.</param>
public sealed class FleetDirectory(IReadOnlyList<DirectoryEntry> entries) : IReadOnlyList<DirectoryEntry>
{
    private readonly Dictionary<InstanceKey, DirectoryEntry> _byKey = entries.ToDictionary(entry => entry.Key);

    /// <summary>The addresses by cluster.</summary>
    public ILookup<string, DirectoryEntry> ByCluster { get; } = entries.ToLookup(entry => entry.ClusterId);

    /// <inheritdoc/>
    public int Count => entries.Count;

    /// <inheritdoc/>
    public DirectoryEntry this[int index] => entries[index];

    /// <summary>What is known of an address; null when it is not known.</summary>
    public DirectoryEntry? Find(InstanceKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>Whether an address is known.</summary>
    public bool Contains(InstanceKey key) => _byKey.ContainsKey(key);

    /// <inheritdoc/>
    public IEnumerator<DirectoryEntry> GetEnumerator() => entries.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
