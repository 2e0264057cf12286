using Ham4Db.OpenGaussAgent.Commands;

namespace Ham4Db.OpenGaussAgent.Instances;

/// <summary>Ends a server within a time, whether it still listens to its own programs or not.</summary>
internal static class HardStop
{
    /// <param name="dataFolder">The instance's.</param>
    /// <param name="stop">Asks it to stop at once; given half of the time.</param>
    /// <param name="limit">The whole time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ActionFailedException">It still runs.</exception>
    public static async Task RunAsync(string dataFolder, Func<TimeSpan, CancellationToken, Task> stop, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (Postmaster.Read(dataFolder).Process is not { Alive: true } process)
            return;
        var started = ProcessTable.Find(process.Pid)?.StartTicks ?? 0;
        await stop(limit / 2, cancellationToken);
        // One that is stopped by a signal cannot hear of another but this.
        ProcessTable.Kill(process.Pid, started);
        var until = Environment.TickCount64 + (long)(limit / 2).TotalMilliseconds;
        while (Postmaster.Read(dataFolder).Process.Alive)
        {
            if (Environment.TickCount64 > until)
                throw new ActionFailedException($"The database (process {process.Pid}) still runs after it was killed.");
            await Task.Delay(10, cancellationToken);
        }
    }
}
