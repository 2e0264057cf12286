namespace Ham4Db.Functions.Clusters;

/// <content>Maintenance, and the end of what has run out.</content>
public sealed partial class ClusterEntity
{
    /// <summary>Begins a maintenance unless one runs.</summary>
    /// <returns>The one that runs: the given one with its number, or another's.</returns>
    public async Task<MaintenanceRecord> BeginMaintenance(MaintenanceRecord begin)
    {
        var row = FleetTables.RowKey(begin.Key);
        var decided = await DecideAsync(async state =>
        {
            if (state.Maintenance.TryGetValue(row, out var running) && running.IsActive(time.GetUtcNow())) return state;
            var numbered = await store.AddMaintenanceAsync(begin, CancellationToken.None);
            return state with { Maintenance = new Dictionary<string, MaintenanceRecord>(state.Maintenance) { [row] = numbered } };
        });
        return decided.Maintenance[row];
    }

    /// <summary>Ends the maintenance of an instance.</summary>
    /// <returns>Whether one ran.</returns>
    public async Task<bool> EndMaintenance(InstanceKey key)
    {
        var row = FleetTables.RowKey(key);
        var ended = false;
        await DecideAsync(async state =>
        {
            ended = state.Maintenance.TryGetValue(row, out var running) && running.IsActive(time.GetUtcNow());
            if (running is null) return state;
            await store.RemoveMaintenanceAsync(running.Id, CancellationToken.None);
            return state with { Maintenance = state.Maintenance.Where(m => m.Key != row).ToDictionary() };
        });
        return ended;
    }

    /// <summary>Removes downtimes, maintenance and promotion rules that have run out.</summary>
    public async Task Expire() => await DecideAsync(async state =>
    {
        var now = time.GetUtcNow();
        if (!Expiry.IsDue(state, now)) return state;
        foreach (var over in state.Maintenance.Values.Where(m => !m.IsActive(now)))
            await store.RemoveMaintenanceAsync(over.Id, CancellationToken.None);
        return Expiry.Apply(state, now);
    });
}
