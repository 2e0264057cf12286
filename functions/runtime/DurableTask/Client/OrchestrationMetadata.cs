using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.DurableTask.Client;

/// <summary>State of an orchestration at the time it was read.</summary>
/// <param name="name">Name of its orchestrator.</param>
/// <param name="instanceId">Its id.</param>
public sealed class OrchestrationMetadata(string name, string instanceId)
{
    /// <summary>Name of its orchestrator.</summary>
    public string Name { get; } = name;

    /// <summary>Its id.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Its state.</summary>
    public OrchestrationRuntimeStatus RuntimeStatus { get; init; }

    /// <summary>When it was accepted.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it made its last step.</summary>
    public DateTimeOffset LastUpdatedAt { get; init; }

    /// <summary>Its input as JSON; null when there is none or it was not asked for.</summary>
    public string? SerializedInput { get; init; }

    /// <summary>Its output as JSON; null when there is none or it was not asked for.</summary>
    public string? SerializedOutput { get; init; }

    /// <summary>Its custom status as JSON; null when there is none or it was not asked for.</summary>
    public string? SerializedCustomStatus { get; init; }

    /// <summary>Why it failed; null unless it failed.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>Whether it is running.</summary>
    public bool IsRunning => RuntimeStatus == OrchestrationRuntimeStatus.Running;

    /// <summary>Whether it has ended, in whichever way.</summary>
    public bool IsCompleted => RuntimeStatus is OrchestrationRuntimeStatus.Completed
        or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;

    internal bool IncludesPayloads { get; init; }

    /// <summary>The input.</summary>
    /// <typeparam name="T">Type of input.</typeparam>
    /// <returns>The input; the default value when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadInputAs<T>() => Read<T>(SerializedInput, nameof(ReadInputAs));

    /// <summary>The output.</summary>
    /// <typeparam name="T">Type of output.</typeparam>
    /// <returns>The output; the default value when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadOutputAs<T>() => Read<T>(SerializedOutput, nameof(ReadOutputAs));

    /// <summary>The custom status.</summary>
    /// <typeparam name="T">Type of status.</typeparam>
    /// <returns>The status; the default value when there is none.</returns>
    /// <exception cref="InvalidOperationException">Inputs and outputs were not asked for.</exception>
    public T? ReadCustomStatusAs<T>() => Read<T>(SerializedCustomStatus, nameof(ReadCustomStatusAs));

    private T? Read<T>(string? json, string method) => IncludesPayloads
        ? DurableJson.Deserialize<T>(json)
        : throw new InvalidOperationException($"{method} needs metadata that was read with getInputsAndOutputs: true.");
}
