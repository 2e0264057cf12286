using System.Globalization;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Maintenance by its number. What is in force stands in the decisions; these rows say where.</content>
public sealed partial class FleetStore
{
    /// <summary>All maintenance, in the order of its begin; some may have run out.</summary>
    public Task<List<MaintenanceRecord>> GetMaintenanceAsync(CancellationToken cancellationToken) =>
        ListAsync<MaintenanceRecord>(FleetTables.Maintenance, new RowRange(FleetTables.Maintenance), cancellationToken);

    /// <summary>The maintenance of a number; null for none.</summary>
    public Task<MaintenanceRecord?> FindMaintenanceAsync(long id, CancellationToken cancellationToken) =>
        FindAsync<MaintenanceRecord>(FleetTables.Maintenance, FleetTables.Maintenance, Row(id), cancellationToken);

    /// <summary>Writes a maintenance under its number, or the next that is free; for <see cref="ClusterEntity"/> alone.</summary>
    /// <returns>The maintenance with its number.</returns>
    public async Task<MaintenanceRecord> AddMaintenanceAsync(MaintenanceRecord maintenance, CancellationToken cancellationToken)
    {
        while (true)
        {
            var existing = await FindMaintenanceAsync(maintenance.Id, cancellationToken);
            if (existing == maintenance) return maintenance;
            if (existing is null && await TryInsertAsync(maintenance, cancellationToken)) return maintenance;
            maintenance = maintenance with { Id = maintenance.Id + 1 };
        }
    }

    /// <summary>Removes a maintenance; for <see cref="ClusterEntity"/> alone.</summary>
    public Task RemoveMaintenanceAsync(long id, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.Maintenance, FleetTables.Maintenance, Row(id), cancellationToken);

    private static string Row(long id) => id.ToString("D19", CultureInfo.InvariantCulture);

    private async Task<bool> TryInsertAsync(MaintenanceRecord maintenance, CancellationToken cancellationToken)
    {
        try
        {
            var write = new RowWrite(WriteKind.Insert, FleetTables.Maintenance, Row(maintenance.Id), FleetJson.Write(maintenance));
            await store.WriteAsync(FleetTables.Maintenance, write, cancellationToken);
            return true;
        }
        catch (RowConflictException)
        {
            return false;
        }
    }
}
