using System.Globalization;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Agents;

/// <summary>Sets a former primary back by the agent on its host: what is the same whatever the engine is.</summary>
/// <param name="engine">The engine whose agents are spoken to.</param>
/// <param name="client">Speaks to agents.</param>
/// <param name="directory">Knows where they are.</param>
public abstract class AgentSetBack(Engine engine, AgentClient client, IAgentDirectory directory) : ISetBack
{
    private const int MostBuilds = 1000;

    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(60);

    /// <summary>Speaks to agents.</summary>
    protected AgentClient Client => client;

    /// <inheritdoc/>
    public virtual bool BringsBackWhatIsDown => false;

    /// <inheritdoc/>
    public virtual string? WhyNot(InstanceKey key) => directory.Find(key) switch
    {
        null => $"It takes an agent beside {key} to set it back, and none has registered.",
        { IsLive: false } agent => $"It takes the agent beside {key} to set it back, and the one at {agent} has not been heard of late.",
        _ => null,
    };

    /// <inheritdoc/>
    public async Task<SetBackState> LookAsync(InstanceSnapshot old, SetBackOrder order, CancellationToken cancellationToken)
    {
        var agent = AgentOf(old.Key);
        var instance = await DescribeAsync(old.Key, cancellationToken);
        if (instance.Engine != engine || instance.Port != old.Key.Port || (old.ServerId.Length > 0 && instance.SystemIdentifier.Length > 0 && instance.SystemIdentifier != old.ServerId))
            throw new InstanceOperationException($"The agent at {agent} is not beside {old.Key}: its instance has port {instance.Port} and system identifier {instance.SystemIdentifier}, and {old.Key} has {old.ServerId}. Nothing was changed.");
        var (_, status, failures) = await FindBuildAsync(agent, order, cancellationToken);
        var isUnderWay = instance.HalfBuilt || status is OperationStatus.OperationRunning or OperationStatus.OperationInterrupted;
        return new SetBackState(instance.Fenced && !instance.Process.Alive, isUnderWay, IsStandby(instance), failures);
    }

    /// <inheritdoc/>
    // Twice is as once, so that each time may have an id of its own: somebody may have lifted the fence in between.
    public Task StopAsync(InstanceKey key, SetBackOrder order, CancellationToken cancellationToken) =>
        ActAsync(key, order, new ActRequest { Action = Action.Fence }, StopTime, cancellationToken);

    /// <inheritdoc/>
    public abstract Task<OwnTransactions> ReadOwnAsync(InstanceSnapshot old, InstanceSnapshot successor, SetBackOrder order, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public virtual async Task FollowAsync(InstanceKey key, InstanceKey source, SetBackOrder order, TimeSpan limit, CancellationToken cancellationToken)
    {
        var agent = AgentOf(key);
        var request = BuildFrom(source);
        (request.OperationId, _, _) = await FindBuildAsync(agent, order, cancellationToken);
        (request.Epoch, request.Reason) = ((ulong)order.Epoch, order.Reason);
        await client.ActAsync(agent, request, limit, progress: null, cancellationToken);
    }

    /// <summary>The build that makes an instance follow a source.</summary>
    protected virtual ActRequest BuildFrom(InstanceKey source) => new() { Action = Action.Build, Role = Role.Standby, BuildMode = BuildMode.BuildAuto };

    /// <summary>Whether an instance is a standby already, or will be one when it is started.</summary>
    protected virtual bool IsStandby(Instance instance) => instance.Role == Role.Standby;

    /// <summary>What the agent says of an instance.</summary>
    protected Task<Instance> DescribeAsync(InstanceKey key, CancellationToken cancellationToken) => client.DescribeAsync(AgentOf(key), members: false, LookTime, cancellationToken);

    /// <summary>Does something that may be done again.</summary>
    protected Task ActAsync(InstanceKey key, SetBackOrder order, ActRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        request.OperationId = $"{order.Uid}-{request.Action}-{Guid.NewGuid():N}";
        (request.Epoch, request.Reason) = ((ulong)order.Epoch, order.Reason);
        return client.ActAsync(AgentOf(key), request, limit, progress: null, cancellationToken);
    }

    /// <summary>The agent beside an instance.</summary>
    /// <exception cref="InstanceUnreachableException">None is known.</exception>
    protected AgentAddress AgentOf(InstanceKey key) =>
        directory.Find(key) ?? throw new InstanceUnreachableException(new ProbeFailure(ProbeFailureKind.UnknownHost, $"No agent is known beside {key}."));

    // What has failed is told again for ever, so that another attempt has another id. One that runs or was interrupted is gone on with.
    private async Task<(string Id, OperationStatus Status, int Failures)> FindBuildAsync(AgentAddress agent, SetBackOrder order, CancellationToken cancellationToken)
    {
        var failures = 0;
        for (var n = 1; n <= MostBuilds; n++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{order.Uid}-build-{n}");
            var status = (await client.FindAsync(agent, id, LookTime, cancellationToken))?.Status ?? OperationStatus.OperationUnspecified;
            if (status is OperationStatus.OperationFailed) failures++;
            else if (status is not OperationStatus.OperationSucceeded) return (id, status, failures);
        }

        throw new InstanceOperationException($"The agent at {agent} was told {MostBuilds} times to build this instance for {order.Uid}.");
    }
}
