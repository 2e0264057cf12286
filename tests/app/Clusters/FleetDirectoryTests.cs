using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Tests.Clusters;

public sealed class FleetDirectoryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-directory-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_read_again_when_anybody_changed_it_and_only_then()
    {
        await using var tables = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        await using var others = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        var (store, elsewhere) = (new FleetStore(tables), new FleetStore(others));
        await store.SaveDirectoryAsync(Entry(1, "a"), Token);
        var first = await store.GetDirectoryAsync(Token);
        Assert.Equal("a", first.Find(Key(1))?.ClusterId);

        await elsewhere.SaveHeartbeatAsync("a", new Heartbeat(DateTimeOffset.UnixEpoch, "other"), Token);
        Assert.Same(first, await store.GetDirectoryAsync(Token));

        await elsewhere.SaveDirectoryAsync(Entry(2, "b"), Token);
        var second = await store.GetDirectoryAsync(Token);
        Assert.Equal([Key(1), Key(2)], second.Select(entry => entry.Key).Order());
        Assert.Equal(Key(2), Assert.Single(second.ByCluster["b"]).Key);

        await elsewhere.RemoveInstanceAsync(Entry(1, "a"), Token);
        Assert.False((await store.GetDirectoryAsync(Token)).Contains(Key(1)));
    }

    [Fact]
    public async Task Changes_that_are_not_kept_any_more_make_it_be_read_again()
    {
        await using var tables = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        var store = new FleetStore(tables);
        await store.SaveDirectoryAsync(Entry(1, "a"), Token);
        await store.GetDirectoryAsync(Token);
        await store.SaveDirectoryAsync(Entry(2, "a"), Token);
        for (var i = 0; i < 60; i++)
            await tables.WriteBatchAsync("noise", [.. Enumerable.Range(0, 100).Select(row => new RowWrite(WriteKind.Upsert, $"p{i}", $"{row}", "{}"))], Token);

        Assert.Equal(2, (await store.GetDirectoryAsync(Token)).Count);
    }

    private static InstanceKey Key(int number) => new(DatabaseEngine.MySql, $"db{number}", 3306);

    private static DirectoryEntry Entry(int number, string cluster) => new(Key(number), cluster, $"{number}", DateTimeOffset.UnixEpoch);
}
