using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Undoes the cutting off of replicas when a recovery does not go on.</summary>
public sealed class ReplicationRestarter(RecoveryGuard guard)
{
    /// <summary>Starts replication on the given replicas.</summary>
    /// <returns>What went wrong, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> RestartAsync(RecoveryTicket ticket, IEnumerable<InstanceKey> replicas, CancellationToken cancellationToken)
    {
        var problems = await Task.WhenAll(replicas.Select(key => RestartAsync(ticket, key, cancellationToken)));
        return [.. problems.Where(p => p.Length > 0)];
    }

    private async Task<string> RestartAsync(RecoveryTicket ticket, InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var replica = await guard.OpenAsync(ticket, key, cancellationToken);
            await replica.ChangeAsync(
                "restart-replication",
                $"Start replication on {key} again, since the recovery does not go on.",
                session => session.StartReplicationAsync(cancellationToken),
                cancellationToken);
            return "";
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException or RecoverySupersededException)
        {
            return $"Replication on {key} could not be started again: {exception.Message}";
        }
    }
}
