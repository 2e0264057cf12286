using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Connections;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Semi-synchronous replication and replication credentials.</content>
internal sealed partial class MySqlSession
{
    /// <inheritdoc/>
    public Task SetSemiSyncSourceAsync(bool enabled, CancellationToken cancellationToken) =>
        SwitchAsync(SemiSyncSwitch.Source, enabled, cancellationToken);

    /// <inheritdoc/>
    public async Task SetSemiSyncWaitCountAsync(int count, CancellationToken cancellationToken)
    {
        var known = await RunAsync("reading semi-synchronous settings", $"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({string.Join(", ", SemiSyncSwitch.WaitCount.Select(SqlText.Quote))})", cancellationToken);
        for (var row = 0; row < known.Tables[0].Count; row++)
            if (Array.Find(SemiSyncSwitch.WaitCount, name => name.Equals(known.Tables[0].At(row, 0), StringComparison.OrdinalIgnoreCase)) is { } name && known.Tables[0].At(row, 1) != $"{count}")
                await RunAsync("setting how many replicas commits wait for", $"SET GLOBAL {name} = {count}", cancellationToken);
    }

    /// <inheritdoc/>
    public Task SetSemiSyncReplicaAsync(bool enabled, CancellationToken cancellationToken) =>
        SwitchAsync(SemiSyncSwitch.Replica, enabled, cancellationToken);

    /// <inheritdoc/>
    public async Task<ReplicationCredentials?> ReadReplicationCredentialsAsync(CancellationToken cancellationToken)
    {
        var query = options.ReplicationCredentialsQuery.Trim().TrimEnd(';');
        if (query.Length > 0) return await ReadCredentialsAsync(query, cancellationToken);
        return Dialect.IsMariaDb ? null : await ReadCredentialsAsync("SELECT User_name, User_password FROM mysql.slave_master_info WHERE User_name <> '' LIMIT 1", cancellationToken);
    }

    private async Task<ReplicationCredentials?> ReadCredentialsAsync(string query, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await RunAsync("reading replication credentials", query, cancellationToken);
            return answer.Tables is [{ Count: > 0 } table, ..] && table.At(0, 0) is { Length: > 0 } name ? new(name, table.At(0, 1) ?? "", Tls(table)) : null;
        }
        catch (InstanceOperationException)
        {
            return null;
        }
    }

    /// <summary>The third to fifth column, where there are any: authority, certificate and key.</summary>
    private static ReplicationTls? Tls(ResultTable table)
    {
        var tls = new ReplicationTls { CaFile = table.FindAt(0, 2) ?? "", CertificateFile = table.FindAt(0, 3) ?? "", KeyFile = table.FindAt(0, 4) ?? "" };
        return tls == new ReplicationTls() ? null : tls;
    }

    private async Task SwitchAsync(string[] names, bool enabled, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (name, isOn) in await SemiSyncSwitch.ReadAsync(connection, names, options.OperationTimeout, cancellationToken))
                if (isOn != enabled)
                    await connection.ExecuteAsync($"SET GLOBAL {name} = {(enabled ? "ON" : "OFF")}", options.OperationTimeout, cancellationToken);
        }
        catch (MySqlException exception)
        {
            throw Refused("switching semi-synchronous replication", exception);
        }
    }
}
