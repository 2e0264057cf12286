using System.Collections.Concurrent;

namespace Ham4Db.Functions.Probing;

/// <summary>
/// Lag and probes of the last hour, for the instances that this process probes, in its memory only: 2.9 KB for each instance that was probed within the hour.
/// Of each ten seconds the worst is kept, so that nothing that went wrong is thinned away.
/// </summary>
/// <param name="time">Clock.</param>
public sealed class MeasurementHistory(TimeProvider time)
{
    /// <summary>How many spans are kept of an instance.</summary>
    public const int Spans = 360;

    private const int SweepEvery = 60;

    private readonly ConcurrentDictionary<InstanceKey, MeasurementRing> _rings = new();
    private long _swept;

    /// <summary>How long a span is.</summary>
    public static TimeSpan Span { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Instances of which something is kept.</summary>
    public int Instances => _rings.Count;

    private long Now => time.GetUtcNow().UtcTicks / Span.Ticks;

    /// <summary>Takes a measurement.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="duration">How long the probe took.</param>
    /// <param name="lagSeconds">Its lag; null when it has none or it is unknown.</param>
    /// <param name="answered">Whether the probe was answered.</param>
    public void Add(InstanceKey instance, TimeSpan duration, long? lagSeconds, bool answered)
    {
        var now = Now;
        _rings.GetOrAdd(instance, static _ => new MeasurementRing(Spans)).Add(now, (float)duration.TotalMilliseconds, lagSeconds, answered);
        Sweep(now);
    }

    /// <summary>What is kept of an instance, the oldest first; nothing where this process has not probed it within the hour.</summary>
    public IReadOnlyList<MeasuredSpan> Of(InstanceKey instance) => _rings.TryGetValue(instance, out var ring) ? ring.Read(Now, Span) : [];

    // Who is probed no more, because it was forgotten or another process probes it, gives its memory back.
    private void Sweep(long now)
    {
        var swept = Volatile.Read(ref _swept);
        if (now - swept < SweepEvery || Interlocked.CompareExchange(ref _swept, now, swept) != swept) return;
        foreach (var (instance, ring) in _rings)
            if (ring.Latest <= now - Spans) _rings.TryRemove(instance, out _);
    }
}
