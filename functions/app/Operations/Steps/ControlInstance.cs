using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Carries out a command on a whole instance by the agent beside it. The instance may be down: no session is opened on it, and the agent does one action at a time.</summary>
public sealed class ControlInstance(EngineRegistry engines, AgentDirectory agents)
{
    /// <summary>Runs the step. Run twice, it waits for what the first run has begun.</summary>
    public async Task RunAsync(RecoveryTicket ticket, OperationStep step, CancellationToken cancellationToken)
    {
        var words = step.Value.Split(':');
        var (command, role) = (Enum.Parse<InstanceCommand>(words[0]), Enum.Parse<StartRole>(words[1]));
        var control = engines.For(step.Target).Control ?? throw new InstanceOperationException($"{step.Target} has no agent that could do that.");
        // What is known of agents may be some seconds old, or nothing in a process that has just begun.
        await agents.RefreshAsync(cancellationToken);
        await control.RunAsync(step.Target, command, new ControlOrder(ticket.Uid, ticket.Epoch, role, step.Others.Count > 0 ? step.Others[0] : null), cancellationToken);
    }
}
