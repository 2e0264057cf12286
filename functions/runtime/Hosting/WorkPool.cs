using System.Threading.Channels;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Runs work items, a bounded number at a time, in the order in which they came.</summary>
internal sealed class WorkPool(int degree)
{
    private readonly Channel<Func<Task>> items = Channel.CreateUnbounded<Func<Task>>();
    private readonly TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task workers = Task.CompletedTask;
    private int unfinished;
    private bool started;
    private volatile bool draining;
    private volatile bool closed;

    public void Start()
    {
        started = true;
        workers = Task.WhenAll(Enumerable.Range(0, degree).Select(_ => Task.Run(WorkAsync)));
    }

    public void Enqueue(Func<Task> item)
    {
        Interlocked.Increment(ref unfinished);
        items.Writer.TryWrite(item);
    }

    /// <summary>Begins nothing more; the task ends when the running items have ended.</summary>
    public Task CloseAsync()
    {
        closed = true;
        items.Writer.TryComplete();
        return workers;
    }

    /// <summary>Runs everything that is queued, and what that queues, and then closes.</summary>
    public async Task DrainAsync()
    {
        draining = true;
        if (started && Volatile.Read(ref unfinished) > 0)
            await idle.Task;
        await CloseAsync();
    }

    private async Task WorkAsync()
    {
        await foreach (var item in items.Reader.ReadAllAsync())
        {
            if (closed)
                return;
            await item();
            if (Interlocked.Decrement(ref unfinished) == 0 && draining)
                idle.TrySetResult();
        }
    }
}
