using System.Collections.Concurrent;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Probing;

/// <summary>Measurements of the probes of this process, for as long as <see cref="Ham4DbOptions.DiscoveryCollectionRetentionSeconds"/> says.</summary>
public sealed class ProbeMeasurements(Ham4DbOptions options, TimeProvider time)
{
    private readonly ConcurrentQueue<ProbeMeasurement> _kept = [];

    /// <summary>Keeps a measurement.</summary>
    public void Add(InstanceKey instance, TimeSpan duration, string error)
    {
        var now = time.GetUtcNow();
        _kept.Enqueue(new ProbeMeasurement(now, instance, duration, error));
        var oldest = now.AddSeconds(-options.DiscoveryCollectionRetentionSeconds);
        while (_kept.TryPeek(out var first) && first.At < oldest) _kept.TryDequeue(out _);
    }

    /// <summary>Those of the last seconds, oldest first.</summary>
    public IReadOnlyList<ProbeMeasurement> Since(TimeSpan age)
    {
        var since = time.GetUtcNow() - age;
        return [.. _kept.Where(measurement => measurement.At >= since)];
    }
}
