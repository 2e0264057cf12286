using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Storage.Tests.Changes;

public sealed class ChangeFeedTests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly SqliteTableStore store;

    public ChangeFeedTests() => store = new(folder.File("store.db"));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_change_is_told_in_order_and_those_of_others_too()
    {
        Assert.Equal(0, await store.GetPositionAsync(Cancelled));
        await WriteAsync(store, WriteKind.Insert, "a");
        await WriteAsync(store, WriteKind.Upsert, "a");
        await WriteAsync(store, WriteKind.Replace, "a");
        await using (var other = new SqliteTableStore(folder.File("store.db"))) await WriteAsync(other, WriteKind.Upsert, "späce / key");
        await WriteAsync(store, WriteKind.Delete, "a");
        await WriteAsync(store, WriteKind.Delete, "a");
        await Assert.ThrowsAsync<RowConflictException>(() => WriteAsync(store, WriteKind.Replace, "nosuch"));

        var changes = await store.ReadAsync(0, 100, Cancelled);
        Assert.Equal(["1 a", "2 a", "3 a", "4 späce / key", "5 a"], changes!.Select(change => $"{change.Position} {change.RowKey}"));
        Assert.All(changes!, change => Assert.Equal(("things", "p"), (change.Table, change.PartitionKey)));
        Assert.Equal(5, await store.GetPositionAsync(Cancelled));
        Assert.Equal(["4 späce / key"], (await store.ReadAsync(3, 1, Cancelled))!.Select(change => $"{change.Position} {change.RowKey}"));
        Assert.Empty((await store.ReadAsync(5, 100, Cancelled))!);
    }

    [Fact]
    public async Task Who_is_too_far_behind_or_comes_from_elsewhere_is_told_so()
    {
        Assert.Null(await store.ReadAsync(7, 100, Cancelled));
        for (var i = 0; i < 670; i++)
            await store.WriteBatchAsync("things", [.. Enumerable.Range(0, 100).Select(k => new RowWrite(WriteKind.Upsert, "p", $"{k}", "{}"))], Cancelled);
        Assert.Equal(67_000, await store.GetPositionAsync(Cancelled));
        Assert.Null(await store.ReadAsync(0, 100, Cancelled));
        Assert.Equal(100, (await store.ReadAsync(66_000, 100, Cancelled))!.Count);
    }

    [Fact]
    public async Task A_store_that_tells_no_changes_is_looked_at_again()
    {
        var time = new FakeTimeProvider();
        using var feed = new PolledChangeFeed(store, ["Things"], time);
        await WriteAsync(store, WriteKind.Upsert, "before");
        var start = await feed.GetPositionAsync(Cancelled);
        await WriteAsync(store, WriteKind.Upsert, "a");
        await WriteAsync(store, WriteKind.Delete, "before");
        Assert.Empty((await feed.ReadAsync(start, 100, Cancelled))!);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["a", "before"], (await feed.ReadAsync(start, 100, Cancelled))!.Select(change => change.RowKey).Order());
        Assert.Equal(start + 2, await feed.GetPositionAsync(Cancelled));
        Assert.Null(await feed.ReadAsync(start - 1, 100, Cancelled));
        Assert.False(feed.IsImmediate);
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        folder.Dispose();
    }

    private static Task<string> WriteAsync(SqliteTableStore store, WriteKind kind, string row) =>
        store.WriteAsync("Things", new RowWrite(kind, "p", row, kind == WriteKind.Delete ? null : "{}"), Cancelled);
}
