using System.Globalization;
using Ham4Db.Core.Ports;

namespace Ham4Db.Engines.MySql.Sessions;

/// <content>Single statements of clients, and clients as a whole.</content>
internal sealed partial class MySqlSession
{
    private const int UnknownThread = 1094;

    /// <inheritdoc/>
    public async Task<bool> KillQueryAsync(long connectionId, CancellationToken cancellationToken)
    {
        var killed = await connection.QueryAsync(string.Create(CultureInfo.InvariantCulture, $"KILL QUERY {connectionId}"), options.OperationTimeout, cancellationToken);
        return killed.Error switch
        {
            null => true,
            { Number: UnknownThread } => false,
            { } error => throw Refused("ending a statement", error),
        };
    }

    /// <inheritdoc/>
    public async Task SetClientsShutOutAsync(bool shutOut, CancellationToken cancellationToken)
    {
        if (!Dialect.HasOfflineMode)
        {
            if (!shutOut) return;
            throw new InstanceOperationException($"{Key}: {Dialect.Name} has no offline mode: clients cannot be kept from logging in");
        }

        await RunAsync(shutOut ? "shutting clients out" : "letting clients in", $"SET GLOBAL offline_mode = {(shutOut ? "ON" : "OFF")}", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<bool> AreClientsShutOutAsync(CancellationToken cancellationToken) =>
        Dialect.HasOfflineMode && (await RunAsync("reading settings", "SELECT @@global.offline_mode", cancellationToken)).Scalar == "1";
}
