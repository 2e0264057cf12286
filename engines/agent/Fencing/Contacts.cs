namespace Ham4Db.OpenGaussAgent.Fencing;

/// <summary>When a manager and a synchronous standby were last heard of, by a clock that nobody sets.</summary>
internal sealed class Contacts(TimeProvider time)
{
    private long _server = time.GetTimestamp();
    private long _standby = time.GetTimestamp();

    public TimeSpan SinceServer => time.GetElapsedTime(Interlocked.Read(ref _server));

    public TimeSpan SinceStandby => time.GetElapsedTime(Interlocked.Read(ref _standby));

    public void HeardServer() => Interlocked.Exchange(ref _server, time.GetTimestamp());

    public void SawStandby() => Interlocked.Exchange(ref _standby, time.GetTimestamp());
}
