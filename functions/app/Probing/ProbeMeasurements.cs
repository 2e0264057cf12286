using System.Collections.Concurrent;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Probing;

/// <summary>Measurements of the probes of this process, for as long as <see cref="Ham4DbOptions.DiscoveryCollectionRetentionSeconds"/> says.</summary>
public sealed class ProbeMeasurements(Ham4DbOptions options, TimeProvider time)
{
    private readonly ConcurrentQueue<ProbeMeasurement> _kept = [];

    /// <summary>The last hour of each instance, thinned.</summary>
    public MeasurementHistory History { get; } = new(time);

    /// <summary>Keeps a measurement.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="duration">How long it was waited for.</param>
    /// <param name="error">Why it failed; empty after a success.</param>
    /// <param name="lagSeconds">Its lag; null when it has none or it is unknown.</param>
    public void Add(InstanceKey instance, TimeSpan duration, string error, long? lagSeconds = null)
    {
        var now = time.GetUtcNow();
        History.Add(instance, duration, lagSeconds, answered: error.Length == 0);
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
