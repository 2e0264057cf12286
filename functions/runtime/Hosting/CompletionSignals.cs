namespace Ham4Db.Runtime.Hosting;

/// <summary>Wakes whoever waits for the end of an orchestration.</summary>
internal sealed class CompletionSignals
{
    private readonly Dictionary<string, TaskCompletionSource> waits = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Ends when the orchestration ends next; to be taken before its state is read.</summary>
    public Task Next(string instanceId)
    {
        lock (gate)
        {
            if (!waits.TryGetValue(instanceId, out var source))
                waits.Add(instanceId, source = new(TaskCreationOptions.RunContinuationsAsynchronously));
            return source.Task;
        }
    }

    public void Signal(string instanceId)
    {
        TaskCompletionSource? source;
        lock (gate)
            waits.Remove(instanceId, out source);
        source?.SetResult();
    }
}
