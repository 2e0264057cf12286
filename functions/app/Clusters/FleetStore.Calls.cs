using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Calls that are done once.</content>
public sealed partial class FleetStore
{
    /// <summary>How long a call is remembered.</summary>
    public static readonly TimeSpan CallsAreKept = TimeSpan.FromHours(24);

    /// <summary>A call with the version that <see cref="TrySaveCallAsync"/> asks for; null when it is not known.</summary>
    public async Task<(IdempotentCall Call, string Version)?> FindCallAsync(string id, CancellationToken cancellationToken) =>
        await store.GetAsync(FleetTables.Calls, FleetTables.Calls, id, cancellationToken) is { } row ? (FleetJson.Read<IdempotentCall>(row.Json), row.ETag) : null;

    /// <summary>Writes a call unless somebody else did.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="call">The call.</param>
    /// <param name="version">What it was read as; null where there was none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The version that it has then; null when it was not written.</returns>
    public async Task<string?> TrySaveCallAsync(string id, IdempotentCall call, string? version, CancellationToken cancellationToken)
    {
        var kind = version is null ? WriteKind.Insert : WriteKind.Replace;
        try
        {
            return await store.WriteAsync(FleetTables.Calls, new RowWrite(kind, FleetTables.Calls, id, FleetJson.Write(call), version), cancellationToken);
        }
        catch (RowConflictException)
        {
            return null;
        }
    }

    /// <summary>Forgets a call that changed nothing, unless somebody else has begun it anew.</summary>
    public async Task RemoveCallAsync(string id, string version, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(FleetTables.Calls, new RowWrite(WriteKind.Delete, FleetTables.Calls, id, IfMatch: version), cancellationToken);
        }
        catch (RowConflictException)
        {
            // Then it is theirs.
        }
    }

    /// <summary>Forgets calls that are older than <see cref="CallsAreKept"/>.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeCallsAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        var old = await store.QueryAsync(FleetTables.Calls, new RowRange(FleetTables.Calls), cancellationToken)
            .Where(row => FleetJson.Read<IdempotentCall>(row.Json).At + CallsAreKept < now).Take(limit).ToListAsync(cancellationToken);
        return await DeleteAsync(FleetTables.Calls, old, cancellationToken);
    }
}
