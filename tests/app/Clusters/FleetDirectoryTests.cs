using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Fakes;
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

    [Fact]
    public async Task Whoever_asks_while_others_write_is_told_what_was_written_before_they_asked()
    {
        await using var tables = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        await using var others = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        var (store, elsewhere) = (new FleetStore(tables), new FleetStore(others));
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), Token, async (number, stop) =>
        {
            var cluster = $"c{number % 20}";
            await elsewhere.SaveDirectoryAsync(Entry(number, cluster), stop);
            var directory = await store.GetDirectoryAsync(stop);
            Assert.Equal(cluster, directory.Find(Key(number))?.ClusterId);
            Assert.Contains(directory.Of(cluster), entry => entry.Key == Key(number));
            Assert.Equal(Key(number), Assert.Single(directory.At($"{number}")).Key);
            Assert.True(await elsewhere.TrySaveStateAsync($"{number}", new ClusterState { Epoch = number }, version: null, stop));
            Assert.Equal(number, (await store.GetRecentStateAsync($"{number}", 0, stop)).Epoch);
        });

        var all = await store.GetDirectoryAsync(Token);
        Assert.Equal((200, 20, 200), (all.Count, all.ByCluster.Count, all.ByCluster.Values.Sum(cluster => cluster.Count)));
    }

    [Fact]
    public async Task What_moves_is_found_in_its_new_cluster_and_by_its_new_server_alone()
    {
        await using var tables = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        var store = new FleetStore(tables);
        await store.SaveDirectoryAsync(Entry(1, "a"), Token);
        await store.SaveDirectoryAsync(Entry(2, "a"), Token);
        var before = await store.GetDirectoryAsync(Token);
        await store.SaveDirectoryAsync(Entry(1, "b") with { ServerId = "new" }, Token);

        var directory = await store.GetDirectoryAsync(Token);
        Assert.Equal(("b", 2, 0, 1), (directory.Find(Key(1))?.ClusterId, directory.Count, directory.At("1").Count(), directory.At("NEW").Count()));
        Assert.Equal([Key(2)], directory.Of("a").Select(entry => entry.Key));
        Assert.Equal("a", before.Find(Key(1))?.ClusterId);
        await store.RemoveInstanceAsync(Entry(2, "a"), Token);
        Assert.Empty((await store.GetDirectoryAsync(Token)).Of("a"));
        Assert.False((await store.GetDirectoryAsync(Token)).ByCluster.ContainsKey("a"));
    }

    [Fact]
    public async Task Decisions_to_act_upon_are_read_whatever_the_store_tells_of_changes()
    {
        await using var tables = new SqliteTableStore(Path.Combine(_folder, "fleet.db"));
        var (store, written) = (new FleetStore(new SilentFeedStore(tables)), new FleetStore(tables));
        Assert.Equal(0, (await store.GetRecentStateAsync("a", 0, Token)).Epoch);
        Assert.True(await written.TrySaveStateAsync("a", new ClusterState { Epoch = 7 }, version: null, Token));
        Assert.Equal((7, 0), ((await store.GetStateAsync("a", Token)).Epoch, (await store.GetRecentStateAsync("a", 0, Token)).Epoch));
    }

    private static InstanceKey Key(int number) => new(DatabaseEngine.MySql, $"db{number}", 3306);

    private static DirectoryEntry Entry(int number, string cluster) => new(Key(number), cluster, $"{number}", DateTimeOffset.UnixEpoch);
}
