using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.PostgreSql.Connections;
using Ham4Db.Engines.PostgreSql.Probing;
using Npgsql;

namespace Ham4Db.Engines.PostgreSql.Sessions;

/// <content>
/// Following a source. All of it is in primary_conninfo, which is changed in postgresql.auto.conf and read again: no restart, and it outlives one.
/// What has been received is replayed in any case; the startup process has no stop that would keep it back but a pause.
/// </content>
internal sealed partial class PostgreSqlSession
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task StopReplicationAsync(CancellationToken cancellationToken) => StopReceiverAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task StopReceiverAsync(CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(cancellationToken);
        if (!facts.IsInRecovery) return;
        await SetSourceAsync(facts.PrimaryConnInfo.Stopped(), cancellationToken);
        // The receiver writes down what it has before it ends.
        if (!await UntilAsync(async () => (await AskAsync(ProbeStatements.Receiver, cancellationToken)) is not ([["streaming", ..], ..]), options.OperationTimeout, Pause, cancellationToken))
            throw new InstanceOperationException($"The WAL receiver of {key} does not stop.");
    }

    /// <inheritdoc/>
    public async Task StartReplicationAsync(CancellationToken cancellationToken)
    {
        var facts = await StandbyAsync(cancellationToken);
        if (!facts.PrimaryConnInfo.HasSource) throw new InstanceOperationException($"{key} has no source that it could replicate from (primary_conninfo is empty).");
        if (facts.PrimaryConnInfo.Source.IsDetached) throw new InstanceOperationException($"{key} is detached; reattach it first.");
        await SetSourceAsync(facts.PrimaryConnInfo.Started(), cancellationToken);
        if (facts.IsReplayPaused) await AskAsync("SELECT pg_wal_replay_resume()::text", cancellationToken);
        if (!await UntilAsync(async () => (await AskAsync(ProbeStatements.Receiver, cancellationToken)) is [["streaming", ..], ..], ConnectPatience, Pause, cancellationToken))
            throw new InstanceOperationException($"{key} does not stream from {facts.PrimaryConnInfo.Source} within {ConnectPatience.TotalSeconds:F0} s; its server log says why.");
    }

    /// <inheritdoc/>
    public async Task ReconnectReceiverAsync(CancellationToken cancellationToken)
    {
        // A receiver can be ended by superusers alone. It begins anew by itself when its settings change, be it by one that says nothing;
        // that is one change, so that a process which dies here leaves no standby stopped.
        if (await ReadFactsAsync(cancellationToken) is { IsInRecovery: true } facts) await SetSourceAsync(facts.PrimaryConnInfo.Touched(), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ResetReplicationAsync(CancellationToken cancellationToken)
    {
        if ((await ReadFactsAsync(cancellationToken)).IsInRecovery) await SetSourceAsync(ConnInfo.Empty, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RepointAsync(InstanceKey source, RepointOptions repoint, CancellationToken cancellationToken)
    {
        if (repoint.Position is not null) throw NoSuchThing("positions in a source's log that a replica is given: it finds its place by itself");
        var facts = await StandbyAsync(cancellationToken);
        var settings = facts.PrimaryConnInfo.To(source);
        if (repoint.Credentials is { } account) settings = settings.With("user", account.User).With("password", account.Password);
        if (facts.ClusterName.Length > 0 && settings.ApplicationName.Length == 0) settings = settings.With("application_name", facts.ClusterName);
        if (repoint.UseTls is { } useTls) settings = settings.With("sslmode", useTls ? "require" : "disable");
        if (facts.PrimarySlotName.Length > 0) await KeepSlotAsync(source, facts.PrimarySlotName, cancellationToken);
        await SetSourceAsync(settings.Stopped(), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DetachAsync(CancellationToken cancellationToken) =>
        await SetSourceAsync((await StandbyAsync(cancellationToken)).PrimaryConnInfo.Started().Detached(), cancellationToken);

    /// <inheritdoc/>
    public async Task ReattachAsync(CancellationToken cancellationToken) =>
        await SetSourceAsync((await StandbyAsync(cancellationToken)).PrimaryConnInfo.Reattached().Stopped(), cancellationToken);

    /// <inheritdoc/>
    public Task SetDelayAsync(long seconds, CancellationToken cancellationToken) => SetMillisecondsAsync("recovery_min_apply_delay", seconds * 1000, cancellationToken);

    /// <inheritdoc/>
    public async Task<ReplicationCredentials?> ReadReplicationCredentialsAsync(CancellationToken cancellationToken)
    {
        var settings = (await ReadFactsAsync(cancellationToken)).PrimaryConnInfo;
        return settings.User.Length > 0 ? new ReplicationCredentials(settings.User, settings.Password) : null;
    }

    private async Task<ServerFacts> StandbyAsync(CancellationToken cancellationToken)
    {
        var facts = await ReadFactsAsync(cancellationToken);
        return facts.IsInRecovery
            ? facts
            : throw new InstanceOperationException(
                $"{key} runs as a primary. To follow another it has to be stopped, set back with pg_rewind (or copied anew with pg_basebackup) and started as a standby, which SQL cannot do: the agent on its host can.");
    }

    private Task SetSourceAsync(ConnInfo settings, CancellationToken cancellationToken) => SetAsync("primary_conninfo", settings.ToString(), cancellationToken);

    /// <summary>What a standby is kept by has to be at its new source before it comes, or WAL that it needs could be removed.</summary>
    private async Task KeepSlotAsync(InstanceKey source, string slot, CancellationToken cancellationToken)
    {
        using var there = await opener.OpenAsync(source, options.ConnectTimeout, cancellationToken);
        try
        {
            await there.AskAsync(
                $"SELECT pg_create_physical_replication_slot({SqlText.Literal(slot)}, true)::text WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = {SqlText.Literal(slot)})",
                options.OperationTimeout,
                cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.DuplicateObject)
        {
            // Somebody else was quicker.
        }
        catch (PostgresException exception)
        {
            throw new InstanceOperationException($"The replication slot '{slot}' of {key} cannot be made on {source}: {FailureClassifier.Clean(exception.MessageText)}", exception);
        }
    }
}
