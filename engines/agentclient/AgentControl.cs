using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.Agents;

/// <summary>Starts, stops and builds instances by the agents on their hosts.</summary>
/// <param name="engine">The engine whose agents are spoken to.</param>
/// <param name="client">Speaks to agents.</param>
/// <param name="directory">Knows where they are.</param>
public sealed class AgentControl(Engine engine, AgentClient client, IAgentDirectory directory) : IInstanceControl
{
    private static readonly TimeSpan LookTime = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ActionTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BuildTime = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public async Task RunAsync(InstanceKey key, InstanceCommand command, ControlOrder order, CancellationToken cancellationToken)
    {
        var agent = directory.Find(key) ?? throw new InstanceOperationException($"It takes an agent beside {key} for that, and none has registered.");
        var instance = await client.DescribeAsync(agent, members: false, LookTime, cancellationToken);
        if (instance.Engine != engine || instance.Port != key.Port)
            throw new InstanceOperationException($"The agent at {agent} is not beside {key}: its instance is of the kind {instance.Engine} and has port {instance.Port}. Nothing was changed.");
        if (instance.Manager is ClusterManager.ManagerActive or ClusterManager.ManagerUnreachable)
            throw new InstanceOperationException($"openGauss's cluster manager (CM) decides over the roles of the cluster of {key}: Ham4Db observes it and changes nothing.");
        var request = RequestFor(command, order);
        request.OperationId = $"{order.Uid}-{command}";
        (request.Epoch, request.Reason) = ((ulong)order.Epoch, $"operation {order.Uid}");
        await client.ActAsync(agent, request, command == InstanceCommand.Build ? BuildTime : ActionTime, progress: null, cancellationToken);
    }

    private ActRequest RequestFor(InstanceCommand command, ControlOrder order)
    {
        var role = order.Role switch
        {
            StartRole.Cascade => Role.CascadeStandby,
            StartRole.Standby => Role.Standby,
            // A PostgreSQL is started as what it is.
            _ => engine == Engine.Opengauss ? Role.Primary : Role.Unknown,
        };
        return command switch
        {
            InstanceCommand.Start => new() { Action = Action.Start, Role = role },
            InstanceCommand.Stop => new() { Action = Action.Stop, StopMode = StopMode.StopFast },
            // openGauss takes a start without a role for one of an instance of its own.
            InstanceCommand.Restart => engine == Engine.Opengauss ? new() { Action = Action.SetRole, Role = role } : new() { Action = Action.Restart },
            InstanceCommand.SwitchOver => new() { Action = Action.Switchover },
            _ when engine == Engine.Postgresql => new() { Action = Action.Build, Role = role, BuildMode = BuildMode.BuildAuto, SourceHost = order.Source!.Value.Host, SourcePort = order.Source.Value.Port },
            _ => new() { Action = Action.Build, Role = role, BuildMode = BuildMode.BuildAuto },
        };
    }
}
