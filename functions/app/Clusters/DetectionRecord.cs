namespace Ham4Db.Functions.Clusters;

/// <summary>A finding that was registered, kept when it has gone.</summary>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Detection">The finding.</param>
public sealed record DetectionRecord(string ClusterId, Detection Detection)
{
    /// <summary>Numeric id for clients of the older interfaces: microseconds since 1970.</summary>
    public long NumericId => (Detection.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
