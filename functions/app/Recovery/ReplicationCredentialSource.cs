using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>Finds the account with which a demoted primary is to replicate. It stays in memory.</summary>
public sealed class ReplicationCredentialSource(EngineRegistry engines, Ham4DbOptions options)
{
    /// <summary>How replicas of the cluster encrypt their connections, for one that has no settings of its own; null when none does.</summary>
    public static ReplicationTls? FindTls(ClusterTopology topology) => topology.Members.Values
        .Where(m => m.LastReplicationTls is not null)
        .GroupBy(m => m.LastReplicationTls)
        .OrderByDescending(group => group.Count())
        .FirstOrDefault()?.Key;

    /// <summary>The configured account, else what a replica of the cluster can tell; null when there is none.</summary>
    public async Task<ReplicationCredentials?> FindAsync(ClusterTopology topology, CancellationToken cancellationToken)
    {
        if (Configured(topology) is { } configured) return configured;
        foreach (var member in topology.Members.Values.Where(m => m is { IsLastCheckValid: true, Snapshot.ReplicationCredentialsAvailable: true }))
        {
            try
            {
                await using var session = await engines.For(member.Key).OpenSessionAsync(member.Key, TimeSpan.FromSeconds(2), cancellationToken);
                if (await session.ReadReplicationCredentialsAsync(cancellationToken) is { } found) return found;
            }
            catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
            {
                // The next one may tell.
            }
        }

        return null;
    }

    private ReplicationCredentials? Configured(ClusterTopology topology)
    {
        var (user, password) = topology.Members.Keys.FirstOrDefault().Engine == DatabaseEngine.MySql
            ? (options.MySQLReplicationUser, options.MySQLReplicationPassword)
            : (options.PostgreSQLReplicationUser, options.PostgreSQLReplicationPassword);
        return user.Length > 0 ? new ReplicationCredentials(user, password) : null;
    }
}
