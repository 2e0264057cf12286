using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Detaches replicas that a failover leaves behind, so that none follows the old primary again by accident when that is back.</summary>
public sealed class LostReplicaDetacher(TopologyReader reader, RecoveryGuard guard, Ham4DbOptions options)
{
    /// <summary>Detaches the replicas for which the plan says so, and those that were to move and did not. Run twice, it finds them detached.</summary>
    /// <param name="input">The recovery.</param>
    /// <param name="lost">Replicas that were to move and did not.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>What went wrong, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> DetachAsync(RecoveryStepInput input, IReadOnlyList<InstanceKey> lost, CancellationToken cancellationToken)
    {
        var planned = input.Plan!.Steps.Where(s => s.Kind == PlanStepKind.Detach).Select(s => s.Target);
        var unmoved = options.DetachLostReplicasAfterMasterFailover && input.Plan.Kind == RecoveryKind.DeadPrimary ? lost : [];
        var problems = await Task.WhenAll(planned.Concat(unmoved).Distinct().Select(key => DetachAsync(input, key, cancellationToken)));
        return [.. problems.Where(p => p.Length > 0)];
    }

    private async Task<string> DetachAsync(RecoveryStepInput input, InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var replica = await guard.OpenAsync(input.Ticket, key, cancellationToken);
            var snapshot = await replica.Session.ProbeAsync(cancellationToken);
            // One that is configured to follow the new primary, or was moved by somebody, does not follow the old one.
            if (!snapshot.IsReplica || await reader.SourceOfAsync(input.Ticket.ClusterId, snapshot, cancellationToken) is not { } source || source == input.Plan!.Candidate) return "";
            await replica.ChangeAsync("detach", $"Detach {key} from {source}: it is left behind.", session => session.DetachAsync(cancellationToken), cancellationToken);
            return "";
        }
        catch (InstanceUnreachableException)
        {
            // Whoever cannot be reached cannot be detached: it is in downtime.
            return "";
        }
        catch (Exception exception) when (exception is InstanceOperationException or RecoverySupersededException)
        {
            return $"{key} was left behind and could not be detached: {exception.Message}";
        }
    }
}
