using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>The addresses. Every tick needs all of them and they hardly ever change: where the store tells changes at once, they are read again only then.</content>
public sealed partial class FleetStore
{
    private const int MostChanges = 5000;

    private ReadDirectory? _directory;

    /// <summary>All known addresses.</summary>
    public async Task<FleetDirectory> GetDirectoryAsync(CancellationToken cancellationToken)
    {
        if (store is not IChangeFeed { IsImmediate: true } feed) return await ReadDirectoryAsync(cancellationToken);
        // The position comes first: what is read after it is at least as new.
        var position = await feed.GetPositionAsync(cancellationToken);
        var last = Volatile.Read(ref _directory);
        if (last is not null && last.Position >= position) return last.Directory;
        var isSame = last is not null && await IsUnchangedAsync(feed, last.Position, cancellationToken);
        var directory = isSame ? last!.Directory : await ReadDirectoryAsync(cancellationToken);
        Volatile.Write(ref _directory, new ReadDirectory(directory, position));
        return directory;
    }

    private static async Task<bool> IsUnchangedAsync(IChangeFeed feed, long since, CancellationToken cancellationToken) =>
        await feed.ReadAsync(since, MostChanges, cancellationToken) is { Count: < MostChanges } changes
        && !changes.Any(change => change.Table.Equals(FleetTables.Directory, StringComparison.OrdinalIgnoreCase));

    private async Task<FleetDirectory> ReadDirectoryAsync(CancellationToken cancellationToken) =>
        new(await ListAsync<DirectoryEntry>(FleetTables.Directory, new RowRange(FleetTables.Directory), cancellationToken));

    private sealed record ReadDirectory(FleetDirectory Directory, long Position);
}
