using System.Text.Json;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Clusters;

/// <summary>Asks a cluster's entity and returns its answer: a client can only signal an entity, and a person wants to know whether it was done.</summary>
public static class Decide
{
    // Durable Task writes inputs with the names as they are.
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    /// <summary>Calls the operation.</summary>
    /// <returns>Its result as JSON; null when it has none.</returns>
    [Function(nameof(Decide))]
    public static Task<JsonElement?> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var decision = context.GetInput<Decision>()!;
        return context.Entities.CallEntityAsync<JsonElement?>(
            new EntityInstanceId(nameof(ClusterEntity), decision.ClusterId), decision.Operation, decision.Input);
    }

    /// <summary>Has a cluster's entity run an operation and waits until it has.</summary>
    /// <typeparam name="T">Type of the result; a nullable one where the operation has none.</typeparam>
    /// <param name="client">The durable client.</param>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="operation">An operation of <see cref="ClusterEntity"/>.</param>
    /// <param name="input">Its input.</param>
    /// <param name="cancellationToken">Ends the wait; the operation may still run.</param>
    /// <exception cref="InvalidOperationException">The operation failed; the message says why.</exception>
    public static async Task<T?> AskAsync<T>(
        DurableTaskClient client, string clusterId, string operation, object input, CancellationToken cancellationToken)
    {
        var decision = new Decision(clusterId, operation, JsonSerializer.SerializeToElement(input, Json));
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(Decide), decision, cancellation: cancellationToken);
        var ended = await DurableWait.ForEndAsync(client, id, TimeProvider.System, cancellationToken);
        if (ended.RuntimeStatus != OrchestrationRuntimeStatus.Completed)
            throw new InvalidOperationException($"{operation} of cluster {clusterId} failed: {ended.FailureDetails?.ErrorMessage ?? ended.RuntimeStatus.ToString()}");
        return ended.ReadOutputAs<JsonElement?>() is { } output ? output.Deserialize<T>(Json) : default;
    }
}
