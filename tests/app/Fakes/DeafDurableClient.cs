using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Client.Entities;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A client whose waits end when the test says so and no earlier, as on a host that looks for the end only now and then.</summary>
internal sealed class DeafDurableClient(Func<int, OrchestrationMetadata?> look) : DurableTaskClient("deaf")
{
    private int _looks;

    public TaskCompletionSource<OrchestrationMetadata> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Looks => Volatile.Read(ref _looks);

    public bool WasCancelled { get; private set; }

    public override DurableEntityClient Entities => throw new NotSupportedException();

    public override async Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        try
        {
            return await Told.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            WasCancelled = true;
            throw;
        }
    }

    public override Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        Task.FromResult(look(Interlocked.Increment(ref _looks)));

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null) => throw new NotSupportedException();

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default) => throw new NotSupportedException();

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
