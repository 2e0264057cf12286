using System.Globalization;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;

namespace Ham4Db.Engines.PostgreSql.Sessions;

/// <content>Roles, writes and synchronous replication.</content>
internal sealed partial class PostgreSqlSession
{
    /// <inheritdoc/>
    /// <remarks>
    /// A standby that has forgotten its source is promoted when it is to accept writes. On a primary, default_transaction_read_only keeps out whoever
    /// does not deliberately ask for a writing transaction: PostgreSQL has nothing stronger but to stop the server.
    /// </remarks>
    public async Task SetReadOnlyAsync(bool readOnly, CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(cancellationToken);
        if (facts.IsInRecovery && !readOnly)
        {
            if (facts.PrimaryConnInfo.HasSource) throw new InstanceOperationException($"{key} is a standby of {facts.PrimaryConnInfo.Source}: only a standby that follows nobody is promoted.");
            await SetAsync("default_transaction_read_only", "off", cancellationToken);
            await PromoteAsync(cancellationToken);
            return;
        }

        await SetAsync("default_transaction_read_only", readOnly ? "on" : "off", cancellationToken);
        if (readOnly && !facts.IsInRecovery) await FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> KillClientConnectionsAsync(CancellationToken cancellationToken) => (await AskAsync(ClientConnections.End, cancellationToken)).Count;

    /// <inheritdoc/>
    public async Task<bool> KillQueryAsync(long connectionId, CancellationToken cancellationToken) =>
        await ScalarAsync(string.Create(CultureInfo.InvariantCulture, $"WITH client AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE pid = {connectionId} AND backend_type = 'client backend') SELECT pg_cancel_backend(pid)::text FROM client"), cancellationToken) is "true" or "t";

    /// <inheritdoc/>
    /// <remarks>
    /// Whom commits wait for is carried over where it is set. Where it is not, or where the server itself is in the list and would wait for itself,
    /// any standby counts: the names of the others are known to nobody here.
    /// </remarks>
    public async Task SetSemiSyncSourceAsync(bool enabled, CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(cancellationToken);
        var names = StandbyNames.Parse(facts.SynchronousStandbyNames);
        var own = facts.PrimaryConnInfo.ApplicationName is { Length: > 0 } given ? given : facts.ClusterName;
        if (!enabled) return;
        if (names.Count == 0 || (own.Length > 0 && names.Includes(own)))
            await SetAsync("synchronous_standby_names", $"{names.Method} {Math.Max(1, names.Count)} (*)", cancellationToken);
    }

    /// <inheritdoc/>
    public async Task SetSemiSyncWaitCountAsync(int count, CancellationToken cancellationToken)
    {
        var names = StandbyNames.Parse((await ReadFactsAsync(cancellationToken)).SynchronousStandbyNames);
        await SetAsync("synchronous_standby_names", (names with { Count = count, Names = names.Names.Count >= count ? names.Names : ["*"] }).ToString(), cancellationToken);
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is switched on a standby: its source decides whom it waits for.</remarks>
    public Task SetSemiSyncReplicaAsync(bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PromoteAsync(CancellationToken cancellationToken)
    {
        // The server itself would look ten times a second whether it is done.
        await AskAsync("SELECT pg_promote(false)::text", cancellationToken);
        if (!await UntilAsync(async () => await ScalarAsync("SELECT pg_is_in_recovery()::text", cancellationToken) is "false" or "f", options.OperationTimeout, Pause, cancellationToken))
            throw new InstanceOperationException($"{key} was told to end its recovery and has not within {options.OperationTimeout.TotalSeconds:F0} s.");
    }

    // A commit that waits for the disk takes with it whatever was committed without waiting: afterwards the position is final.
    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        await AskAsync("BEGIN READ WRITE", cancellationToken);
        // Standbys that are about to be cut off are not waited for.
        await AskAsync("SET LOCAL synchronous_commit = local", cancellationToken);
        await AskAsync("SELECT pg_logical_emit_message(true, 'ham4db', '')::text", cancellationToken);
        await AskAsync("COMMIT", cancellationToken);
    }

    private async Task SetMillisecondsAsync(string name, long milliseconds, CancellationToken cancellationToken)
    {
        await AskAsync(string.Create(CultureInfo.InvariantCulture, $"ALTER SYSTEM SET {name} = '{milliseconds}ms'"), cancellationToken);
        await AskAsync("SELECT pg_reload_conf()::text", cancellationToken);
    }
}
