using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Reads recoveries that ran or run, their steps and what was refused.</summary>
internal sealed class RecoveryHistory(FleetStore store, FleetReader reader)
{
    /// <summary>Recoveries, newest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="page">Page, from 0.</param>
    /// <param name="size">Rows of a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<RecoveryRecord>> ListAsync(
        Func<RecoveryRecord, bool> filter, int page, int size, CancellationToken cancellationToken) =>
        await store.GetRecoveriesAsync(cancellationToken).Where(filter).Skip(page * size).Take(size).ToListAsync(cancellationToken);

    /// <summary>Recoveries, newest first.</summary>
    public IAsyncEnumerable<RecoveryRecord> ReadAsync(CancellationToken cancellationToken) => store.GetRecoveriesAsync(cancellationToken);

    /// <summary>Audit records, newest first.</summary>
    /// <param name="instance">Of this instance; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public IAsyncEnumerable<AuditRecord> ReadAuditAsync(InstanceKey? instance, CancellationToken cancellationToken) => store.GetAuditAsync(instance, cancellationToken);

    /// <summary>The newest recovery that <paramref name="filter"/> chooses; null for none.</summary>
    public async Task<RecoveryRecord?> FindAsync(Func<RecoveryRecord, bool> filter, CancellationToken cancellationToken) =>
        await store.GetRecoveriesAsync(cancellationToken).FirstOrDefaultAsync(filter, cancellationToken);

    /// <summary>Steps of a recovery, in order.</summary>
    public Task<List<RecoveryStepRecord>> StepsAsync(string uid, CancellationToken cancellationToken) => store.GetStepsAsync(uid, cancellationToken);

    /// <summary>Clusters in which a recovery is wanted and refused.</summary>
    public async Task<IReadOnlyList<ClusterView>> BlockedAsync(DatabaseEngine? engine, CancellationToken cancellationToken) =>
        [.. (await reader.ReadAllAsync(engine, cancellationToken)).Where(view => view.State.Block is not null)];

    /// <summary>Audit records, newest first.</summary>
    /// <param name="instance">Of this instance; null for all.</param>
    /// <param name="page">Page, from 0.</param>
    /// <param name="size">Rows of a page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<AuditRecord>> AuditAsync(InstanceKey? instance, int page, int size, CancellationToken cancellationToken) =>
        await store.GetAuditAsync(instance, cancellationToken).Skip(page * size).Take(size).ToListAsync(cancellationToken);
}
