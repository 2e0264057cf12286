namespace Ham4Db.Storage.Tests.Purging;

public sealed class SqlitePurgeTests : PurgeContract, IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteTableStore _store;

    public SqlitePurgeTests() => _store = new(_folder.File("store.db"));

    protected override ITableStore Tables => _store;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }
}
