using System.Collections.Concurrent;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>A cluster at a moment, with the answers that were made of it.</summary>
/// <param name="Image">Its rows.</param>
/// <param name="View">What they mean at that moment.</param>
internal sealed record ClusterMoment(ClusterImage Image, ClusterView View)
{
    private readonly ConcurrentDictionary<string, byte[]> _bodies = new();

    /// <summary>A part of an answer, made once.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="make">Makes it.</param>
    public byte[] Body(string kind, Func<ClusterView, byte[]> make) => _bodies.GetOrAdd(kind, static (_, made) => made.make(made.View), (make, View));
}
