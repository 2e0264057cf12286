namespace Ham4Db.Functions.Probing;

/// <summary>Spans of one instance, the oldest of which gives its place to the newest: eight bytes each, however often it is probed.</summary>
/// <param name="spans">How many are kept.</param>
internal sealed class MeasurementRing(int spans)
{
    private readonly Measured[] _spans = new Measured[spans];
    private long _latest;

    /// <summary>Number of the latest span that something was measured in.</summary>
    public long Latest => Volatile.Read(ref _latest);

    /// <summary>Takes a measurement; what is older than all that is kept is left out.</summary>
    /// <param name="span">Number of the span that it belongs to.</param>
    /// <param name="probe">How long the probe took, in milliseconds.</param>
    /// <param name="lag">Seconds; null when there is none or it is unknown.</param>
    /// <param name="answered">Whether the probe was answered.</param>
    public void Add(long span, float probe, long? lag, bool answered)
    {
        lock (_spans)
        {
            if (span <= _latest - spans) return;
            for (var skipped = Math.Max(_latest + 1, span - spans + 1); skipped <= span; skipped++) _spans[skipped % spans] = default;
            if (span > _latest) _latest = span;
            ref var measured = ref _spans[span % spans];
            measured.Probe = Math.Max(measured.Probe, probe);
            measured.LagAndOne = Math.Max(measured.LagAndOne, lag is { } seconds ? (ushort)Math.Clamp(seconds + 1, 1, ushort.MaxValue) : (ushort)0);
            measured.IsUnanswered |= !answered;
            measured.IsThere = true;
        }
    }

    /// <summary>What is kept of the spans up to a number, the oldest first.</summary>
    public IReadOnlyList<MeasuredSpan> Read(long until, TimeSpan length)
    {
        var found = new List<MeasuredSpan>();
        lock (_spans)
        {
            for (var span = Math.Max(_latest, until) - spans + 1; span <= _latest; span++)
            {
                if (_spans[span % spans] is { IsThere: true } measured)
                    found.Add(new MeasuredSpan(new DateTimeOffset(span * length.Ticks, TimeSpan.Zero), Math.Round(measured.Probe, 1), measured.LagAndOne > 0 ? measured.LagAndOne - 1 : null, measured.IsUnanswered));
            }
        }

        return found;
    }

    private struct Measured
    {
        public float Probe;
        public ushort LagAndOne;
        public bool IsUnanswered;
        public bool IsThere;
    }
}
