namespace Ham4Db.Durability.Tests.Support;

/// <summary>Waits for what is to happen.</summary>
public static class Wait
{
    /// <exception cref="TimeoutException">It did not happen; the message says how things stand.</exception>
    public static async Task ForAsync(string what, Func<Task<bool>> condition, Func<Task<string>> describe)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // Less often the longer it takes: who asks costs the processor that the asked need.
        for (var pause = 40; !await condition(); pause = Math.Min(pause + 10, 160))
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"This did not happen in time: {what}.\n{await describe()}");
            await Task.Delay(pause, CancellationToken.None);
        }
    }
}
