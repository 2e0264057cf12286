namespace Ham4Db.Functions.Telemetry;

/// <summary>For hosts that show their queues elsewhere: on Azure the storage account or the task scheduler does.</summary>
internal sealed class UntoldQueues : IHostQueues
{
    public IReadOnlyList<WorkQueue>? Read() => null;
}
