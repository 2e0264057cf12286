namespace Ham4Db.Storage.Tests;

public sealed class SqliteContractTests : TableStoreContract, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteTableStore store;

    public SqliteContractTests() => store = new(folder.File("new folder/store.db"));

    protected override ITableStore Store => store;

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }
}
