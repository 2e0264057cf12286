using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Plans a planned takeover on a fresh look at every instance, and checks everything that can be checked before anything is made read-only.</summary>
public sealed class PrepareTakeover(TopologyReader reader, RecoveryGuard guard, ReplicationCredentialSource credentials, Ham4DbOptions options)
{
    /// <summary>Runs the activity; it changes nothing.</summary>
    [Function(nameof(PrepareTakeover))]
    public async Task<PreparedRecovery> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var cancellationToken = context.CancellationToken;
        var topology = await reader.ProbeAsync(input.Ticket.ClusterId, Evidence.Patient, dead: null, cancellationToken);
        var plan = RecoveryPlanner.PlanTakeover(
            topology, Policies.ForRecovery(options, topology), input.Request.Designated, input.Request.ChooseSuccessor);
        var serverId = topology.Members.TryGetValue(plan.OldPrimary, out var old) ? old.Snapshot.ServerId : "";
        if (plan.OldPrimary != input.Request.Primary && plan.IsExecutable)
        {
            return new PreparedRecovery(
                plan, serverId, $"The takeover was asked for while {input.Request.Primary} was the primary; now {plan.OldPrimary} is. Nothing was changed.");
        }

        if (!plan.IsExecutable) return new PreparedRecovery(plan, serverId, PrepareFailover.Explain(plan));

        var problems = await Task.WhenAll(
            plan.Steps.Select(s => s.Target).Distinct().Select(key => ReachAsync(input.Ticket, key, cancellationToken)));
        if (problems.FirstOrDefault(p => p.Length > 0) is { } problem) return new PreparedRecovery(plan, serverId, problem);
        if (old?.Snapshot.Replication is null && await credentials.FindAsync(topology, cancellationToken) is null)
        {
            return new PreparedRecovery(
                plan,
                serverId,
                $"{plan.OldPrimary} has no replication account and none can be read from its replicas: set MySQLReplicationUser and MySQLReplicationPassword, or ReplicationCredentialsQuery. Nothing was changed.");
        }

        return new PreparedRecovery(plan, serverId, "");
    }

    private async Task<string> ReachAsync(RecoveryTicket ticket, InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var instance = await guard.OpenAsync(ticket, key, cancellationToken);
            return "";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return $"{exception.Message} Nothing was changed.";
        }
    }
}
