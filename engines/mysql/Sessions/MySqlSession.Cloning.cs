using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Copying a whole server by the clone plugin.</content>
internal sealed partial class MySqlSession
{
    /// <summary>MySQL copied everything and cannot start itself again; it stops.</summary>
    private const int RestartFailed = 3707;

    /// <inheritdoc/>
    public async Task<string?> WhyNotCloneAsync(CancellationToken cancellationToken)
    {
        if (Dialect.IsMariaDb) return $"{Key} is a MariaDB server, which has no clone plugin";
        var plugin = await RunAsync("reading plugins", "SELECT PLUGIN_STATUS FROM information_schema.PLUGINS WHERE PLUGIN_NAME = 'clone'", cancellationToken);
        return plugin.Scalar switch
        {
            "ACTIVE" => null,
            null => $"{Key} has no clone plugin: it needs MySQL 8.0.17 or later with plugin-load-add=mysql_clone.so",
            var status => $"the clone plugin of {Key} is {status}",
        };
    }

    /// <inheritdoc/>
    public async Task<bool> IsCloningAsync(CancellationToken cancellationToken)
    {
        const string Question = "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE INFO LIKE 'CLONE INSTANCE FROM%' AND ID <> CONNECTION_ID()";
        return !Dialect.IsMariaDb && (await RunAsync("looking for a clone operation", Question, cancellationToken)).Scalar is not "0";
    }

    /// <inheritdoc/>
    public async Task CloneAsync(InstanceKey donor, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (options.RefusalFor?.Invoke(donor) is { } refusal) throw new InstanceOperationException(refusal);
        var account = options.AccountFor?.Invoke(donor) ?? new MySqlAccount(options.User, options.Password);
        await RunAsync("naming the donor", $"SET GLOBAL clone_valid_donor_list = {SqlText.Quote($"{donor.Host}:{donor.Port}")}", cancellationToken);
        var statement = $"CLONE INSTANCE FROM {SqlText.Quote(account.User)}@{SqlText.Quote(donor.Host)}:{donor.Port} IDENTIFIED BY {SqlText.Quote(account.Password)}";
        // A copy cannot begin under super_read_only; read_only keeps ordinary clients from writing all the same.
        await RunAsync("making it read-only for others alone", "SET GLOBAL read_only = ON; SET GLOBAL super_read_only = OFF", cancellationToken);
        try
        {
            await connection.ExecuteAsync(statement, timeout, cancellationToken);
        }
        catch (MySqlException exception) when (exception.Number == RestartFailed)
        {
            throw new InstanceUnreachableException(new(ProbeFailureKind.Disconnected, $"{Key} has copied {donor} and stopped, because nothing is there that starts it again"));
        }
        catch (MySqlException exception)
        {
            await SetReadOnlyAsync(readOnly: true, cancellationToken);
            throw Refused("copying another server", exception);
        }
    }
}
