using System.Diagnostics;

namespace Ham4Db.Engines.OpenGauss.Tests.Support;

/// <summary>Waits for a condition, with a generous limit.</summary>
internal static class Eventually
{
    public static async Task BecomesAsync(string what, Func<Task<bool>> condition, int seconds = 60)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started).TotalSeconds > seconds) throw new TimeoutException($"Waited {seconds} s in vain: {what}");
            await Task.Delay(50, CancellationToken.None);
        }
    }
}
