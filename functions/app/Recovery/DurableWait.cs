namespace Ham4Db.Functions.Recovery;

/// <summary>Waits for the end of orchestrations.</summary>
public static class DurableWait
{
    private const double Growth = 1.5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Returns when an orchestration has ended, in whichever way. It must have been started.</summary>
    /// <remarks>
    /// The Functions host looks only every two seconds where the state is in Azure Storage, and most of ours end within one: so this looks as well.
    /// The embedded runtime says it at once.
    /// </remarks>
    /// <param name="client">The durable client.</param>
    /// <param name="instanceId">The orchestration.</param>
    /// <param name="time">Clock of the pauses between looks.</param>
    /// <param name="cancellationToken">Ends the wait; the orchestration goes on.</param>
    /// <returns>Its last state, with its output.</returns>
    public static async Task<OrchestrationMetadata> ForEndAsync(DurableTaskClient client, string instanceId, TimeProvider time, CancellationToken cancellationToken)
    {
        using var told = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var end = client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, told.Token);
        try
        {
            for (var pause = FirstPause; ; pause = pause * Growth < LongestPause ? pause * Growth : LongestPause)
            {
                await Task.WhenAny(end, Task.Delay(pause, time, told.Token));
                if (end.IsCompleted) return await end;
                cancellationToken.ThrowIfCancellationRequested();
                if (await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, cancellationToken) is { IsCompleted: true } ended) return ended;
            }
        }
        finally
        {
            await told.CancelAsync();
            // Nobody waits for it any more, however it ends.
            await ((Task)end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
