namespace Ham4Db.Functions.Recovery;

/// <summary>Starts orchestrations whose id may be running already.</summary>
public static class DurableStart
{
    /// <summary>Starts an orchestration unless its id is running.</summary>
    /// <returns>False when it was running: that is a normal answer, and each host says it with an exception of its own.</returns>
    public static async Task<bool> TryAsync(DurableTaskClient client, string orchestration, object input, string instanceId, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await client.ScheduleNewOrchestrationInstanceAsync(orchestration, input, new StartOrchestrationOptions(instanceId), cancellationToken);
                return true;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                var found = await client.GetInstanceAsync(instanceId, cancellation: cancellationToken);
                if (found is { IsCompleted: false }) return false;
                // It may have been running until just now.
                if (found is null || attempt == 2) throw;
            }
        }
    }
}
