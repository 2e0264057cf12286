using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage.Tests;

public sealed class SqliteFailureTests : IDisposable
{
    private readonly TempFolder folder = new();

    private string Path => folder.File("store.db");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(folder.File("file"), "");
        var error = Assert.Throws<StoreUnavailableException>(() => new SqliteTableStore(folder.File("file/below/store.db")));
        Assert.Contains("folder", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.File("file/below/store.db"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named()
    {
        // Nobody makes files in /proc/self, not even root, which the permissions of an ordinary folder do not stop.
        var error = Assert.Throws<StoreUnavailableException>(() => new SqliteTableStore("/proc/self/store.db"));
        Assert.Contains("/proc/self/store.db' cannot be opened for writing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_an_error()
    {
        Directory.CreateDirectory(Path);
        var error = Assert.Throws<StoreUnavailableException>(() => new SqliteTableStore(Path));
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_left_alone_and_named()
    {
        var text = string.Concat(Enumerable.Repeat("This is not a database. ", 200));
        File.WriteAllText(Path, text);
        var error = Assert.Throws<StoreUnavailableException>(() => new SqliteTableStore(Path));
        Assert.Contains($"'{Path}' is damaged", error.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Fact]
    public async Task Damaged_pages_are_an_error_when_they_are_met()
    {
        await using (var store = new SqliteTableStore(Path))
        {
            var rows = Enumerable.Range(0, 2000).Select(i => RowWrite.Of(WriteKind.Insert, "p", $"{i:D4}", new string('x', 200)));
            await store.WriteBatchAsync("rows", [.. rows], Ct);
        }

        await using (var file = File.OpenWrite(Path))
        {
            file.Position = 3 * 4096;
            await file.WriteAsync(Enumerable.Repeat((byte)0xa5, (int)file.Length - (3 * 4096)).ToArray(), Ct);
        }

        await using var damaged = new SqliteTableStore(Path);
        var inQuery = await Assert.ThrowsAsync<StoreUnavailableException>(() => damaged.QueryAsync("rows", new(), Ct).ToListAsync(Ct).AsTask());
        var inGet = await Assert.ThrowsAsync<StoreUnavailableException>(() => damaged.GetAsync("rows", "p", "1000", Ct));
        var inWrite = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => damaged.WriteAsync("rows", new(WriteKind.Upsert, "p", "1000", "1"), Ct));
        Assert.All([inQuery, inGet, inWrite], e => Assert.Contains($"'{Path}' is damaged", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        await new SqliteTableStore(Path).DisposeAsync();
        Execute("PRAGMA user_version = 2");
        var error = Assert.Throws<StoreUnavailableException>(() => new SqliteTableStore(Path));
        Assert.Contains("format 2", error.Message, StringComparison.Ordinal);
        Execute("PRAGMA user_version = 1");
        await using var store = new SqliteTableStore(Path);
        Assert.Null(await store.GetAsync("rows", "p", "r", Ct));
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_store_usable()
    {
        await using var store = new SqliteTableStore(Path);
        Execute("CREATE TRIGGER refuse BEFORE INSERT ON store_row BEGIN SELECT RAISE(ROLLBACK, 'refused'); END");
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.WriteAsync("rows", new(WriteKind.Insert, "p", "r", "1"), Ct));
        Assert.Contains("refused", error.Message, StringComparison.Ordinal);
        Execute("DROP TRIGGER refuse");
        await store.WriteAsync("rows", new(WriteKind.Insert, "p", "r", "1"), Ct);
        Assert.NotNull(await store.GetAsync("rows", "p", "r", Ct));
    }

    [Fact]
    public async Task Closing_finishes_the_writes_that_wait_and_refuses_later_ones()
    {
        var store = new SqliteTableStore(Path);
        var writes = Enumerable.Range(0, 500).Select(i => store.WriteAsync("rows", new(WriteKind.Insert, "p", $"{i}", "1"), Ct)).ToList();
        await store.DisposeAsync();
        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WriteAsync("rows", new(WriteKind.Insert, "p", "late", "1"), Ct));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.GetAsync("rows", "p", "0", Ct));
        Assert.Equal([Path], Directory.GetFiles(folder.Path));
        await store.DisposeAsync();

        await using var again = new SqliteTableStore(Path);
        Assert.Equal(500, await again.QueryAsync("rows", new(), Ct).CountAsync(Ct));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
