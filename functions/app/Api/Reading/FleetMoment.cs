using System.Collections.Concurrent;
using System.Globalization;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>The fleet at a moment: every row as the store has it, and what of it depends on the time alone not more than a second behind.</summary>
internal sealed class FleetMoment
{
    private static readonly string Program = typeof(FleetMoment).Module.ModuleVersionId.ToString("N")[..6];

    private readonly Func<ClusterImage, ClusterMoment> _compose;
    private readonly FleetMoment? _before;
    private readonly ConcurrentDictionary<string, ClusterMoment> _clusters = new();
    private readonly ConcurrentDictionary<(string Kind, DatabaseEngine? Engine), byte[]> _bodies = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<ClusterMoment>> _lists = new();
    private readonly ConcurrentDictionary<int, IReadOnlyList<ClusterRecord>> _records = new();
    private readonly TimeSpan _freshness;

    /// <param name="image">The rows.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="before">The moment before, from which clusters are taken that have not changed; null for none.</param>
    /// <param name="freshness">For how long a version stands at most while nothing changes.</param>
    /// <param name="compose">Makes a cluster of its rows.</param>
    public FleetMoment(FleetImage image, DateTimeOffset now, FleetMoment? before, TimeSpan freshness, Func<ClusterImage, ClusterMoment> compose)
    {
        (Image, Now, _freshness, _compose) = (image, now, freshness, compose);
        // Only the one before: what is kept must not grow into a chain.
        _before = before is null ? null : new FleetMoment(before);
    }

    private FleetMoment(FleetMoment frozen)
    {
        (Image, Now, _freshness, _compose) = (frozen.Image, frozen.Now, frozen._freshness, frozen._compose);
        _clusters = frozen._clusters;
    }

    /// <summary>The rows.</summary>
    public FleetImage Image { get; }

    /// <summary>The time (UTC).</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Version of everything.</summary>
    public string Version => Tag(Image.Version);

    /// <summary>Version of a cluster, and of the global switch, which is told with it.</summary>
    public string VersionOf(ClusterMoment cluster) => Tag(cluster.Image.Version, Image.Switch.AreRecoveriesDisabled ? "-off" : "");

    /// <summary>A cluster; null when it is not known.</summary>
    public ClusterMoment? Find(string clusterId) => Image.Clusters.TryGetValue(clusterId, out var image) ? _clusters.GetOrAdd(clusterId, _ => Reuse(image) ?? _compose(image)) : null;

    /// <summary>Clusters that have instances, by name.</summary>
    /// <param name="engine">Of this engine; null for all.</param>
    public IReadOnlyList<ClusterMoment> Clusters(DatabaseEngine? engine) => _lists.GetOrAdd(engine is null ? -1 : (int)engine, _ =>
    [
        .. Image.Addresses.List.Where(entry => engine is null || entry.Key.Engine == engine).Select(entry => entry.ClusterId).Distinct()
            .Select(Find).OfType<ClusterMoment>()
            .OrderBy(c => c.View.Record.Name, StringComparer.Ordinal).ThenBy(c => c.View.Record.ClusterId, StringComparer.Ordinal),
    ]);

    /// <summary>The same, as a whole each.</summary>
    public IReadOnlyList<ClusterRecord> Records(DatabaseEngine? engine) => _records.GetOrAdd(engine is null ? -1 : (int)engine, _ => [.. Clusters(engine).Select(c => c.View.Record)]);

    /// <summary>An answer about all clusters, made once.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="engine">Of this engine; null for all.</param>
    /// <param name="make">Makes it.</param>
    public byte[] Body(string kind, DatabaseEngine? engine, Func<IReadOnlyList<ClusterMoment>, byte[]> make) => _bodies.GetOrAdd((kind, engine), _ => make(Clusters(engine)));

    private ClusterMoment? Reuse(ClusterImage image) =>
        _before?._clusters.GetValueOrDefault(image.ClusterId) is { } before && ReferenceEquals(before.Image, image) && Now - before.View.Now < FleetModel.Tick ? before : null;

    // Weak: ages in an answer go on while its version stands, and so it stands for no longer than a polling period.
    private string Tag(long version, string more = "") => string.Create(CultureInfo.InvariantCulture, $"W/\"{Program}-{version:x}-{Now.Ticks / _freshness.Ticks:x}{more}\"");
}
