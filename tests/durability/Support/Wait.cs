namespace Ham4Db.Durability.Tests.Support;

/// <summary>Waits for what is to happen.</summary>
public static class Wait
{
    /// <exception cref="TimeoutException">It did not happen; the message says how things stand.</exception>
    public static async Task ForAsync(string what, Func<Task<bool>> condition, Func<Task<string>> describe)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"This did not happen in time: {what}.\n{await describe()}");
            await Task.Delay(40, CancellationToken.None);
        }
    }
}
