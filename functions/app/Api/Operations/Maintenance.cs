using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Says which instances somebody works on; they are left out of the analysis.</summary>
internal sealed class Maintenance(FleetStore store, Audit audit, Ham4DbOptions options, TimeProvider time)
{
    /// <summary>Begins a maintenance.</summary>
    /// <exception cref="OperationException">Another one runs; the message says whose.</exception>
    public async Task<MaintenanceRecord> BeginAsync(KnownInstance instance, string owner, string reason, Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = (now - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        var wanted = new MaintenanceRecord(
            id, instance.Cluster.Record.ClusterId, instance.Key, owner, reason, now, now.AddMinutes(options.MaintenanceExpireMinutes));
        var running = await Decide.AskAsync<MaintenanceRecord>(
            caller.Client, wanted.ClusterId, nameof(ClusterEntity.BeginMaintenance), wanted, cancellationToken);
        if (running! with { Id = id } != wanted)
        {
            throw new OperationException(
                OperationError.Conflict,
                $"Cannot begin maintenance for instance: {instance.Key}; maintenance {running.Id} of {running.Owner} runs until {running.EndsAt:u}: {running.Reason}");
        }

        await AuditAsync("begin-maintenance", running, caller, $"Maintenance {running.Id} of {running.Key} until {running.EndsAt:u} by {owner}: {reason}", cancellationToken);
        return running;
    }

    /// <summary>Ends the maintenance of an instance.</summary>
    /// <returns>Whether one ran.</returns>
    public async Task<bool> EndAsync(KnownInstance instance, Caller caller, CancellationToken cancellationToken) =>
        Find(instance) is { } running && await EndAsync(running, caller, cancellationToken);

    /// <summary>Ends a maintenance by its number.</summary>
    /// <returns>Whether it ran.</returns>
    public async Task<bool> EndAsync(long id, Caller caller, CancellationToken cancellationToken) =>
        await store.FindMaintenanceAsync(id, cancellationToken) is { } running && await EndAsync(running, caller, cancellationToken);

    /// <summary>The maintenance that an instance is under; null for none.</summary>
    public MaintenanceRecord? Find(KnownInstance instance) =>
        instance.Cluster.State.Maintenance.GetValueOrDefault(FleetTables.RowKey(instance.Key)) is { } found && found.IsActive(time.GetUtcNow()) ? found : null;

    /// <summary>All that runs, oldest first.</summary>
    /// <param name="engine">Of this engine; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<MaintenanceRecord>> ListAsync(DatabaseEngine? engine, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return [.. (await store.GetMaintenanceAsync(cancellationToken)).Where(m => m.IsActive(now) && (engine is null || m.Key.Engine == engine))];
    }

    private async Task<bool> EndAsync(MaintenanceRecord running, Caller caller, CancellationToken cancellationToken)
    {
        var ended = await Decide.AskAsync<bool>(
            caller.Client, running.ClusterId, nameof(ClusterEntity.EndMaintenance), running.Key, cancellationToken);
        if (ended) await AuditAsync("end-maintenance", running, caller, $"Maintenance {running.Id} of {running.Key} was ended.", cancellationToken);
        return ended;
    }

    private Task AuditAsync(string type, MaintenanceRecord maintenance, Caller caller, string message, CancellationToken cancellationToken) =>
        audit.WriteAsync(type, maintenance.ClusterId, maintenance.Key, caller, message, cancellationToken);
}
