namespace Ham4Db.Runtime.Hosting;

/// <summary>Runs actions when their time has come: one system timer for all of them, set to the earliest.</summary>
internal sealed class DueQueue : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly PriorityQueue<Action, DateTime> waiting = new();
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private bool disposed;

    public DueQueue(TimeProvider clock)
    {
        this.clock = clock;
        timer = clock.CreateTimer(_ => RunDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs the action at the given time (UTC): at once, on this thread, when it has passed.</summary>
    public void Schedule(DateTime due, Action action)
    {
        if (due <= Now)
        {
            action();
            return;
        }

        lock (gate)
        {
            waiting.Enqueue(action, due);
            if (waiting.TryPeek(out _, out var earliest) && earliest == due)
                SetTimer(due);
        }
    }

    public void Dispose()
    {
        lock (gate)
            disposed = true;
        timer.Dispose();
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private void RunDue()
    {
        var ready = new List<Action>();
        lock (gate)
        {
            if (disposed)
                return;
            var now = Now;
            while (waiting.TryPeek(out _, out var due) && due <= now)
                ready.Add(waiting.Dequeue());
            if (waiting.TryPeek(out _, out var next))
                SetTimer(next);
        }

        foreach (var action in ready)
            action();
    }

    private void SetTimer(DateTime due)
    {
        if (disposed)
            return;

        // Rounded up: system timers count whole milliseconds, and one that is early would have to be set again.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, (due - Now).TotalMilliseconds)));
        timer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }
}
