using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>A clock that is moved by hand and knows whether anybody waits for it.</summary>
public sealed class WatchedClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private int waits;
    private int seen;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
            Interlocked.Increment(ref waits);
        return timer;
    }

    /// <summary>Ends when somebody waits who did not when this was last called.</summary>
    public async Task UntilAwaitedAsync()
    {
        await Wait.UntilAsync(() => Volatile.Read(ref waits) > seen, "somebody waits for the clock");
        Forget();
    }

    /// <summary>Leaves out the waits up to now.</summary>
    public void Forget() => seen = Volatile.Read(ref waits);
}
