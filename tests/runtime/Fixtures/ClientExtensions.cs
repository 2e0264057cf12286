using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>What nearly every test does.</summary>
public static class ClientExtensions
{
    public static async Task<OrchestrationMetadata> EndAsync(this IDurableHost host, string instanceId)
    {
        using var limit = new CancellationTokenSource(Wait.Limit);
        return await host.Client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
    }

    public static async Task<OrchestrationMetadata> RunAsync(this IDurableHost host, string orchestrator, object? input = null, string? instanceId = null)
        => await host.EndAsync(await host.StartAsync(orchestrator, input, instanceId));

    public static Task<string> StartAsync(this IDurableHost host, string orchestrator, object? input = null, string? instanceId = null)
        => host.Client.ScheduleNewOrchestrationInstanceAsync(
            orchestrator, input, new StartOrchestrationOptions(instanceId), TestContext.Current.CancellationToken);

    public static async Task<T> OutputAsync<T>(this IDurableHost host, string orchestrator, object? input = null)
    {
        var ended = await host.RunAsync(orchestrator, input);
        Assert.True(ended.RuntimeStatus == OrchestrationRuntimeStatus.Completed, $"{ended.RuntimeStatus}: {ended.FailureDetails}");
        return ended.ReadOutputAs<T>()!;
    }

    public static Task CustomStatusAsync(this IDurableHost host, string instanceId, string status) => Wait.UntilAsync(
        async () => (await host.Client.GetInstanceAsync(instanceId, getInputsAndOutputs: true))?.ReadCustomStatusAs<string>() == status,
        $"custom status '{status}' of '{instanceId}'");
}
